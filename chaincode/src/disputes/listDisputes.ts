import { publicRecords, type DisputeRecord } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';

/**
 * A home's disputes, by id.
 *
 * @throws LedgerError HOME_UNKNOWN.
 */
export async function listDisputes(
  { state }: QueryTransaction,
  { homeId }: RequestOf<'disputes', 'listDisputes'>,
): Promise<DisputeRecord[]> {
  await state.getRequired(publicRecords.home, [homeId]);
  const index = await state.list(publicRecords.homeDispute, [homeId]);
  return Promise.all(index.map(({ value }) => state.getRequired(publicRecords.dispute, [value.disputeId])));
}
