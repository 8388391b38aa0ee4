import { privateRecords } from '@acequia/protocol';
import { everybody, LedgerContract, namedHome, operatorsOnly } from '../ledger/index.js';
import { homeOfDevice } from '../registry/index.js';
import { complain } from './complain.js';
import { decideWindows } from './decideWindows.js';
import { deliverStatement } from './deliverStatement.js';
import { getEssential } from './getEssential.js';
import { getExtended } from './getExtended.js';
import { getLastWindow } from './getLastWindow.js';
import { getRetention } from './getRetention.js';
import { getWindow } from './getWindow.js';
import { homeOfRecord } from './homeOfRecord.js';
import { listComplaints } from './listComplaints.js';
import { purgePayload } from './purgePayload.js';
import { republishWindow } from './republishWindow.js';
import { revealWindow } from './revealWindow.js';
import { setRetention } from './setRetention.js';
import { submitWindows } from './submitWindows.js';

/** Public headers: those who see every home's, and households theirs. */
const watchers = ['operator', 'household', 'auditor', 'installer'] as const;
/** What is private to a home and the community. */
const members = ['operator', 'household'] as const;

/** Sealed windows of readings, the community's complaints and decisions on them, and its messages to the homes. */
export class MonitoringContract extends LedgerContract<'monitoring'> {
  constructor(endorserClock: () => number = Date.now) {
    super(
      'monitoring',
      {
        submitWindows: {
          access: {
            roles: ['household'],
            home: ({ windows: [first] }) => first && homeOfRecord(first),
          },
          run: submitWindows,
        },
        setRetention: { access: { roles: members, home: namedHome }, run: setRetention },
        getRetention: { access: { roles: watchers, home: namedHome }, run: getRetention },
        complain: { access: operatorsOnly, run: complain },
        listComplaints: { access: { roles: members, home: namedHome }, run: listComplaints },
        republishWindow: {
          access: { roles: ['household'], home: ({ window }) => homeOfRecord(window) },
          run: republishWindow,
        },
        revealWindow: { access: { roles: ['household'], home: homeOfDevice }, run: revealWindow },
        decideWindows: { access: operatorsOnly, run: decideWindows },
        purgePayload: { access: { roles: members, home: homeOfDevice }, run: purgePayload },
        getWindow: { access: { roles: watchers, home: homeOfDevice }, run: getWindow },
        getLastWindow: { access: { roles: watchers, home: homeOfDevice }, run: getLastWindow },
        getEssential: { access: everybody, run: getEssential },
        getExtended: { access: { roles: members, home: homeOfDevice }, run: getExtended },
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
