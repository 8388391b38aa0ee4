import type { AuctionRecord } from '../schemas/auctions.js';

/** The part of the time for prices, one in so many, that must be left when the bidding is closed. */
const LEAST_LEFT = 4;

/**
 * Whether the bidding of an auction was closed so late that there was little time to open prices: then everything goes back. Else who
 * closes it at the last moment, and opens at once, would take the others' bonds from them.
 *
 * @param closedAt when it was really closed, ledger seconds.
 */
export function isHurried(
  { revealEndsAt, terms }: Pick<AuctionRecord, 'revealEndsAt' | 'terms'>,
  closedAt: number,
): boolean {
  return LEAST_LEFT * (revealEndsAt - closedAt) < terms.revealSeconds;
}
