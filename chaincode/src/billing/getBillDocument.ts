import { privateRecords, publicRecords, type BillDocument } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';

/**
 * The document of a bill or note, in its present status, from the home's collection.
 *
 * @throws LedgerError BILL_UNKNOWN, BILL_DOCUMENT_UNKNOWN before its delivery, PEER_REFUSED.
 */
export async function getBillDocument(
  { state, privateState }: QueryTransaction,
  { number }: RequestOf<'billing', 'getBillDocument'>,
): Promise<BillDocument> {
  const bill = await state.getRequired(publicRecords.bill, [number]);
  return privateState(bill.homeId).getRequired(privateRecords.billDocument, [number, bill.status]);
}
