import { publicRecords } from '@acequia/protocol';
import { LedgerContract, everybody, operatorsOnly } from '../ledger/index.js';
import { listAlarmBatches } from './listAlarmBatches.js';
import { sendAlarms } from './sendAlarms.js';

/**
 * Sealed alarms of the community. Everybody reads them, for a batch does not say whom it is for: recipients try their keys.
 */
export class AlarmsContract extends LedgerContract<'alarms'> {
  constructor(endorserClock: () => number = Date.now) {
    super(
      'alarms',
      {
        sendAlarms: { access: operatorsOnly, run: sendAlarms },
        getAlarmBatch: {
          access: everybody,
          run: ({ state }, { day, batchId }) => state.getRequired(publicRecords.alarmBatch, [day, batchId]),
        },
        listAlarmBatches: { access: everybody, run: listAlarmBatches },
      },
      endorserClock,
    );
  }
}
