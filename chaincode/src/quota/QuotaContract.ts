import { privateRecords } from '@acequia/protocol';
import { LedgerContract, everybody, namedHome, operatorsOnly } from '../ledger/index.js';
import { addProducedLots } from './addProducedLots.js';
import { adjustContract } from './adjustContract.js';
import { assignAccount } from './assignAccount.js';
import { checkEquation9 } from './checkEquation9.js';
import { closePeriod } from './closePeriod.js';
import { getHoldings } from './getHoldings.js';
import { getPeriod } from './getPeriod.js';
import { listProducedLots } from './listProducedLots.js';
import { moveLots } from './moveLots.js';
import { openPeriod } from './openPeriod.js';

/** The community's contract per period and the lots that accounts hold of it. */
export class QuotaContract extends LedgerContract<'quota'> {
  constructor(endorserClock: () => number = Date.now) {
    super(
      'quota',
      {
        openPeriod: { access: operatorsOnly, run: openPeriod },
        moveLots: { access: operatorsOnly, run: moveLots },
        adjustContract: { access: operatorsOnly, run: adjustContract },
        addProducedLots: { access: operatorsOnly, run: addProducedLots },
        closePeriod: { access: everybody, run: closePeriod },
        assignAccount: { access: operatorsOnly, run: assignAccount },
        getPeriod: { access: { ...everybody, traders: true }, run: getPeriod },
        getHoldings: { access: everybody, run: getHoldings },
        checkEquation9: { access: everybody, run: checkEquation9 },
        listProducedLots: { access: everybody, run: listProducedLots },
        getQuotaAccount: {
          access: { roles: ['operator', 'household'], home: namedHome },
          run: ({ privateState }, { homeId }) =>
            privateState(homeId).getRequired(privateRecords.quotaAccount, []),
        },
      },
      endorserClock,
    );
  }
}
