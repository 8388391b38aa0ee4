import { publicRecords } from '@acequia/protocol';
import { LedgerContract, everybody, namedHome, operatorsOnly } from '../ledger/index.js';
import { deliverBill } from './deliverBill.js';
import { finaliseBill } from './finaliseBill.js';
import { getBillDocument } from './getBillDocument.js';
import { homeOfBill } from './homeOfBill.js';
import { issueNote } from './issueNote.js';
import { listBills } from './listBills.js';
import { previewBill } from './previewBill.js';
import { setTariff } from './setTariff.js';

/** Public records of bills: those who see every home's, and households theirs. */
const watchers = ['operator', 'household', 'auditor'] as const;

/** Tariffs, and bills and notes: their commitments in public, the documents in the homes' collections. */
export class BillingContract extends LedgerContract<'billing'> {
  constructor(endorserClock: () => number = Date.now) {
    super(
      'billing',
      {
        setTariff: { access: operatorsOnly, run: setTariff },
        getTariff: {
          access: everybody,
          run: ({ state }, { tariffId }) => state.getRequired(publicRecords.tariff, [tariffId]),
        },
        previewBill: { access: operatorsOnly, run: previewBill },
        finaliseBill: { access: operatorsOnly, run: finaliseBill },
        issueNote: { access: operatorsOnly, run: issueNote },
        deliverBill: { access: operatorsOnly, run: deliverBill },
        getBill: {
          access: { roles: watchers, home: homeOfBill },
          run: ({ state }, { number }) => state.getRequired(publicRecords.bill, [number]),
        },
        listBills: { access: { roles: watchers, home: namedHome }, run: listBills },
        getBillDocument: {
          access: { roles: ['operator', 'household'], home: homeOfBill },
          run: getBillDocument,
        },
      },
      endorserClock,
    );
  }
}
