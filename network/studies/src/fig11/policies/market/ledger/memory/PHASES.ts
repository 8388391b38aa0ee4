/** How long an auction in memory takes bids, and openings of their prices; s. Rounds lie further apart than both. */
export const PHASES = { biddingSeconds: 180, revealSeconds: 120 } as const;
