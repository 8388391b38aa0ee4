import { publicRecords } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';

/**
 * A dispute, and what has been disclosed in it.
 *
 * @throws LedgerError DISPUTE_UNKNOWN.
 */
export async function getDispute(
  { state }: QueryTransaction,
  { disputeId }: RequestOf<'disputes', 'getDispute'>,
): Promise<ResponseOf<'disputes', 'getDispute'>> {
  const dispute = await state.getRequired(publicRecords.dispute, [disputeId]);
  const disclosures = await state.list(publicRecords.disclosure, [disputeId]);
  return { ...dispute, disclosures: disclosures.map(({ value }) => value) };
}
