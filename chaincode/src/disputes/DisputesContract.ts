import { LedgerContract, namedHome, operatorsOnly } from '../ledger/index.js';
import { closeDispute } from './closeDispute.js';
import { disclose } from './disclose.js';
import { getDispute } from './getDispute.js';
import { homeOfDispute } from './homeOfDispute.js';
import { listDisputes } from './listDisputes.js';
import { openDispute } from './openDispute.js';
import { recordFinding } from './recordFinding.js';

/** Those between whom a dispute is. */
const disputants = ['operator', 'household'] as const;
/** They and who decides. */
const watchers = ['operator', 'household', 'auditor'] as const;

/** Disputes about windows and bills: what is disclosed to the auditor, what was found, and the note that followed. */
export class DisputesContract extends LedgerContract<'disputes'> {
  constructor(endorserClock: () => number = Date.now) {
    super(
      'disputes',
      {
        openDispute: { access: { roles: disputants, home: namedHome }, run: openDispute },
        disclose: { access: { roles: disputants, home: homeOfDispute }, run: disclose },
        recordFinding: { access: { roles: ['auditor'], home: 'community' }, run: recordFinding },
        closeDispute: { access: operatorsOnly, run: closeDispute },
        getDispute: { access: { roles: watchers, home: homeOfDispute }, run: getDispute },
        listDisputes: { access: { roles: watchers, home: namedHome }, run: listDisputes },
      },
      endorserClock,
    );
  }
}
