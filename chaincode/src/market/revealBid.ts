import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { checkOpening } from './checkOpening.js';
import { requireRevealing } from './requireRevealing.js';

/**
 * Opens the price of a bid (paper 000 Fig. 5, `RevealBids`).
 *
 * @throws MarketError PHASE_EARLY, PHASE_LATE, and what {@link checkOpening} throws.
 * @throws LedgerError AUCTION_UNKNOWN, BID_UNKNOWN, BID_REVEAL_EXISTS.
 */
export async function revealBid(
  { caller, state, now }: WriteTransaction,
  { auctionId, tag, unitPrice, salt }: RequestOf<'market', 'revealBid'>,
): Promise<void> {
  const auction = await state.getRequired(publicRecords.auction, [auctionId]);
  const { commitment, keyHash } = await state.getRequired(publicRecords.bid, [auctionId, tag]);
  await requireRevealing(auction, now, state);
  const place = { side: 'seller', auctionId, tag } as const;
  checkOpening(caller, { place, commitment, keyHash, terms: auction.terms }, { unitPrice, salt });
  await state.create(publicRecords.bidReveal, [auctionId, tag], { unitPrice, salt, at: now });
}
