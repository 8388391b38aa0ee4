import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { MarketError } from './MarketError.js';

/**
 * Ends the opening of prices when it is time, by anybody. It writes the phase key only (DESIGN §5.6).
 *
 * @throws MarketError PHASE_EARLY, PHASE_LATE. @throws LedgerError AUCTION_UNKNOWN.
 */
export async function closeReveals(
  { state, now }: WriteTransaction,
  { auctionId }: RequestOf<'market', 'closeReveals'>,
): Promise<void> {
  const { revealEndsAt } = await state.getRequired(publicRecords.auction, [auctionId]);
  const bidding = await state.get(publicRecords.biddingClosed, [auctionId]);
  if (bidding === undefined || now < revealEndsAt) {
    throw new MarketError('PHASE_EARLY', 'prices can be opened still');
  }
  if ((await state.get(publicRecords.revealsClosed, [auctionId])) !== undefined) {
    throw new MarketError('PHASE_LATE', 'the opening of prices has been closed');
  }
  await state.put(publicRecords.revealsClosed, [auctionId], { closedAt: now });
}
