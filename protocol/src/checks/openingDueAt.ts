import type { AuctionRecord } from '../schemas/auctions.js';

/**
 * From when on an auditor opens what was left with it, ledger seconds: when half of the time to open prices is over. Until then traders
 * who are there have opened themselves, and nobody sees whose opening an auditor has; after it there is time for more than one try.
 */
export function openingDueAt({
  biddingEndsAt,
  revealEndsAt,
}: Pick<AuctionRecord, 'biddingEndsAt' | 'revealEndsAt'>): number {
  return biddingEndsAt + Math.ceil((revealEndsAt - biddingEndsAt) / 2);
}
