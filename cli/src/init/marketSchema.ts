import { z } from 'zod';

/** Three weeks: an auction must be over before its month is, and there must be time to come to it. */
const MOST_AUCTION_HOURS = 504;
const phaseHours = z.int().min(1).max(MOST_AUCTION_HOURS);

/** How long auctions of quota take, hours of ledger time. */
export const marketSchema = z
  .strictObject({ biddingHours: phaseHours, revealHours: phaseHours })
  .refine(
    ({ biddingHours, revealHours }) => biddingHours + revealHours <= MOST_AUCTION_HOURS,
    `bidding and reveal take ${String(MOST_AUCTION_HOURS)} hours together at most: an auction ends before its month does`,
  );
