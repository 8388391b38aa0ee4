import { privateRecords } from '@acequia/protocol';
import { LedgerContract, namedHome, operatorsOnly } from '../ledger/index.js';
import { homeOfDevice } from '../registry/index.js';
import { decideWindows } from './decideWindows.js';
import { deliverStatement } from './deliverStatement.js';
import { getLastWindow } from './getLastWindow.js';
import { getPayload } from './getPayload.js';
import { getWindow } from './getWindow.js';
import { purgePayload } from './purgePayload.js';
import { submitWindows } from './submitWindows.js';

/** Public headers: those who see every home's, and households theirs. */
const watchers = { roles: ['operator', 'household', 'auditor', 'installer'], home: homeOfDevice } as const;
/** What is private to a home and the community. */
const members = ['operator', 'household'] as const;

/** Windows of readings, the community's decisions on them, and its messages to the homes. */
export class MonitoringContract extends LedgerContract<'monitoring'> {
  constructor(endorserClock: () => number = Date.now) {
    super(
      'monitoring',
      {
        submitWindows: {
          access: { roles: ['household'], home: ({ windows }) => windows[0]?.header.homeId },
          run: submitWindows,
        },
        decideWindows: { access: operatorsOnly, run: decideWindows },
        purgePayload: { access: { roles: members, home: homeOfDevice }, run: purgePayload },
        getWindow: { access: watchers, run: getWindow },
        getLastWindow: { access: watchers, run: getLastWindow },
        getPayload: { access: { roles: members, home: homeOfDevice }, run: getPayload },
        deliverStatement: { access: operatorsOnly, run: deliverStatement },
        getStatement: {
          access: { roles: members, home: namedHome },
          run: ({ privateState }, { homeId, statementId }) =>
            privateState(homeId).getRequired(privateRecords.statement, [statementId]),
        },
      },
      endorserClock,
    );
  }
}
