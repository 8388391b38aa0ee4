import { publicRecords, type AuctionRecord } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { MarketError } from './MarketError.js';

/**
 * Refuses bids that come late: after the time, or after the phase was closed, which holds whatever a client's clock says.
 *
 * @throws MarketError PHASE_LATE.
 */
export async function requireBidding(
  { auctionId, biddingEndsAt }: AuctionRecord,
  now: number,
  state: LedgerReader,
): Promise<void> {
  const closed = await state.get(publicRecords.biddingClosed, [auctionId]);
  if (closed === undefined && now < biddingEndsAt) return;
  throw new MarketError('PHASE_LATE', 'the auction takes no more bids');
}
