import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { MarketError } from './MarketError.js';

/**
 * Ends the bidding when it is time, by anybody. It writes the phase key only (DESIGN §5.6).
 *
 * @throws MarketError PHASE_EARLY, PHASE_LATE. @throws LedgerError AUCTION_UNKNOWN.
 */
export async function closeBidding(
  { state, now, emit }: WriteTransaction,
  { auctionId }: RequestOf<'market', 'closeBidding'>,
): Promise<void> {
  const { biddingEndsAt } = await state.getRequired(publicRecords.auction, [auctionId]);
  if (now < biddingEndsAt) throw new MarketError('PHASE_EARLY', 'bids are taken still');
  if ((await state.get(publicRecords.biddingClosed, [auctionId])) !== undefined) {
    throw new MarketError('PHASE_LATE', 'the bidding has been closed');
  }
  await state.put(publicRecords.biddingClosed, [auctionId], { closedAt: now });
  emit('BiddingClosed', { auctionId });
}
