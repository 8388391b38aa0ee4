import type { BreachEvidence } from '@acequia/protocol';

/** What was found of one sale: that of the evidence which readings and holdings say. */
export type SaleFinding = Pick<
  BreachEvidence,
  'auctionId' | 'tag' | 'at' | 'use' | 'entitlement' | 'soldLots' | 'laterLots' | 'breachedLots'
>;
