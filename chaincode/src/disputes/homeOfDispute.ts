import { publicRecords } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/**
 * The home rule of requests that name a dispute.
 *
 * @throws LedgerError DISPUTE_UNKNOWN.
 */
export async function homeOfDispute(
  { disputeId }: { readonly disputeId: string },
  state: LedgerReader,
): Promise<string> {
  return (await state.getRequired(publicRecords.dispute, [disputeId])).homeId;
}
