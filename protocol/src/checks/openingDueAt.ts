import type { AuctionSummary } from '../schemas/auctions.js';
import { isHurried } from './isHurried.js';

/**
 * From when on an auditor opens what was left with it, ledger seconds: when half of the time is over that is left for prices once the
 * bidding was really closed. Until then traders who are there have opened themselves, and nobody sees whose opening an auditor has; after
 * it there is time for more than one try.
 *
 * @returns undefined while bids are taken, and where the bidding was closed so late that everything goes back: nothing is to be opened.
 */
export function openingDueAt(
  auction: Pick<AuctionSummary, 'biddingClosedAt' | 'revealEndsAt' | 'terms'>,
): number | undefined {
  const { biddingClosedAt: closedAt, revealEndsAt } = auction;
  if (closedAt === undefined || isHurried(auction, closedAt)) return undefined;
  return closedAt + Math.ceil((revealEndsAt - closedAt) / 2);
}
