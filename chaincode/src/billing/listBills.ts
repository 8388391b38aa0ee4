import { publicRecords, type BillRecord } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';

/**
 * A home's bills and notes, by number.
 *
 * @throws LedgerError HOME_UNKNOWN.
 */
export async function listBills(
  { state }: QueryTransaction,
  { homeId }: RequestOf<'billing', 'listBills'>,
): Promise<BillRecord[]> {
  await state.getRequired(publicRecords.home, [homeId]);
  const index = await state.list(publicRecords.homeBill, [homeId]);
  return Promise.all(index.map(({ value }) => state.getRequired(publicRecords.bill, [value.number])));
}
