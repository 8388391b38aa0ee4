/** How long the things of a market take, in ledger seconds. */
export interface MarketTimes {
  readonly periodSeconds: number;
  readonly biddingSeconds: number;
  readonly revealSeconds: number;
  readonly claimSeconds: number;
  readonly disputeSeconds: number;
}
