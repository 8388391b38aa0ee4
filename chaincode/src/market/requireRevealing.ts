import { publicRecords, type AuctionRecord } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { MarketError } from './MarketError.js';

/**
 * Refuses to open prices while bids are still taken, and after the phase for it.
 *
 * @throws MarketError PHASE_EARLY, PHASE_LATE.
 */
export async function requireRevealing(
  { auctionId, revealEndsAt }: AuctionRecord,
  now: number,
  state: LedgerReader,
): Promise<void> {
  if ((await state.get(publicRecords.biddingClosed, [auctionId])) === undefined) {
    throw new MarketError('PHASE_EARLY', 'the auction still takes bids, which are not to know any price');
  }
  const closed = await state.get(publicRecords.revealsClosed, [auctionId]);
  if (closed === undefined && now < revealEndsAt) return;
  throw new MarketError('PHASE_LATE', 'no more prices can be opened in the auction');
}
