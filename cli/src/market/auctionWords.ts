import type { AuctionFault, AuctionSummary } from '@acequia/protocol';

/** How far an auction is, and how it ended. */
export const auctionWords = {
  phase: {
    bidding: 'bids are taken',
    reveal: 'prices are opened',
    settling: 'waits to be settled',
    settled: 'is settled',
  } satisfies Readonly<Record<AuctionSummary['phase'], string>>,
  outcome: {
    traded: 'sold',
    deadEnd: 'nobody sells at what the buyer pays',
    undeposited: 'the buyer never said what it pays',
    late: 'too late for the period: all was given back',
  } satisfies Readonly<Record<NonNullable<AuctionSummary['settlement']>['outcome'], string>>,
  fault: {
    COMMITMENT_WRONG: 'a price that was opened is not the one that was sealed',
    OUTCOME_WRONG: 'it should have ended otherwise',
    LOTS_WRONG: 'other lots should have been sold',
    PRICE_WRONG: 'the price should be another',
    FUND_WRONG: 'the community fund should have got another amount',
    SALES_WRONG: 'others should have sold, or other amounts',
    PAYOUT_WRONG: 'a seller was paid another sum than it should',
  } satisfies Readonly<Record<AuctionFault, string>>,
};
