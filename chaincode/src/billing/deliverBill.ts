import {
  hashCanonical,
  privateRecords,
  publicRecords,
  type BillDocument,
  type BillRecord,
} from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { BillingError } from './BillingError.js';

/**
 * Puts the document of a bill or note into its home's collection. It can be repeated: the commitment allows one document.
 *
 * @throws BillingError BILL_FINAL_NOT_YET for a final document of a preview, which a peer that is behind sees for a moment;
 * COMMITMENT_MISMATCH; DOCUMENT_MISMATCH when it contradicts the public record.
 * @throws LedgerError BILL_UNKNOWN.
 */
export async function deliverBill(
  { state, privateState }: WriteTransaction,
  { number }: RequestOf<'billing', 'deliverBill'>,
  { document }: { readonly document: BillDocument },
): Promise<void> {
  const bill = await state.getRequired(publicRecords.bill, [number]);
  if (document.status === 'final' && bill.status === 'preview') {
    throw new BillingError('BILL_FINAL_NOT_YET', `the bill ${number} is a preview`);
  }
  if (hashCanonical(document) !== bill.commitment) {
    throw new BillingError('COMMITMENT_MISMATCH', `the document is not the one that ${number} commits to`);
  }
  if (!agrees(document, bill)) {
    throw new BillingError('DOCUMENT_MISMATCH', `the document contradicts the public record of ${number}`);
  }
  await privateState(bill.homeId).put(privateRecords.billDocument, [number, bill.status], document);
}

function agrees(document: BillDocument, bill: BillRecord): boolean {
  const fields = ['number', 'kind', 'status', 'homeId', 'periodId', 'corrects'] as const;
  return fields.every((field) => document[field] === bill[field]);
}
