import type { AuctionSummary } from '../schemas/auctions.js';

/** What anybody may do for an auction. */
export type AuctionStep = 'closeBidding' | 'closeReveals' | 'settle';

/** What is due for an auction, by what has been closed and the time (paper 000 Figs. 5 and 6). @param now ledger seconds. */
export function dueAuctionStep(
  { phase, biddingEndsAt, revealEndsAt }: Pick<AuctionSummary, 'phase' | 'biddingEndsAt' | 'revealEndsAt'>,
  now: number,
): AuctionStep | undefined {
  switch (phase) {
    case 'bidding':
      return now >= biddingEndsAt ? 'closeBidding' : undefined;
    case 'reveal':
      return now >= revealEndsAt ? 'closeReveals' : undefined;
    case 'settling':
      return 'settle';
    case 'settled':
      return undefined;
  }
}
