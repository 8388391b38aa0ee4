import type { BreachEvidence } from '@acequia/protocol';

/** What the community says of a sale of four lots of water, two of which the home had used. */
export const breachEvidence: BreachEvidence = {
  version: 1,
  salt: '5'.repeat(32),
  homeId: 'SH1',
  auctionId: 'a'.repeat(32),
  tag: 'b'.repeat(64),
  periodId: '2016-09',
  resource: 'water',
  use: '2400',
  entitlement: '1500',
  lotSize: '500',
  soldLots: 4,
  laterLots: 0,
  breachedLots: 2,
};
