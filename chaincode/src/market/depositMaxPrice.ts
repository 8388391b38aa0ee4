import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { checkOpening } from './checkOpening.js';
import { requireRevealing } from './requireRevealing.js';

/**
 * Opens the most that the buyer pays a lot (paper 000 Fig. 5, `DepositMaxPrice`); the bond that it put up covers it.
 *
 * @throws MarketError PHASE_EARLY, PHASE_LATE, and what {@link checkOpening} throws.
 * @throws LedgerError AUCTION_UNKNOWN, MAX_PRICE_EXISTS.
 */
export async function depositMaxPrice(
  { caller, state, now }: WriteTransaction,
  { auctionId, unitPrice, salt }: RequestOf<'market', 'depositMaxPrice'>,
): Promise<void> {
  const auction = await state.getRequired(publicRecords.auction, [auctionId]);
  await requireRevealing(auction, now, state);
  const { buyer, terms, maxPriceHash } = auction;
  const place = { side: 'buyer', auctionId, tag: buyer.tag } as const;
  const sealed = { place, commitment: maxPriceHash, keyHash: buyer.keyHash, terms };
  checkOpening(caller, sealed, { unitPrice, salt });
  await state.create(publicRecords.maxPrice, [auctionId], { unitPrice, salt, at: now });
}
