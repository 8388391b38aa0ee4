import { z } from 'zod';
import { lotsSchema } from './market.js';
import {
  amountSchema,
  homeIdSchema,
  periodIdSchema,
  positiveAmountSchema,
  random16HexSchema,
  quotaResourceSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';
import { MAX_CONTRACTS } from './quota.js';

/** Home to community: which auctions it wants to hear of (paper 000 §5.3, determination); of none any more when there are none. */
export const subscribeMarketSchema = z.strictObject({
  type: z.literal('subscribeMarket'),
  resources: z.array(quotaResourceSchema).max(MAX_CONTRACTS),
  /** Auctions of fewer lots are not worth the trouble. */
  minLots: lotsSchema,
  /** Ledger seconds, later with each: letters may overtake one another, and the latest counts. */
  askedAt: timestampSchema,
});
export type MarketSubscription = Omit<z.infer<typeof subscribeMarketSchema>, 'type'>;

/** Community to a home that subscribed and could sell: an auction has been opened. */
export const auctionNoticeSchema = z.strictObject({
  type: z.literal('auctionOpened'),
  auctionId: random16HexSchema,
  periodId: periodIdSchema,
  resource: quotaResourceSchema,
  lots: lotsSchema,
  biddingEndsAt: timestampSchema,
});
export type AuctionNotice = z.infer<typeof auctionNoticeSchema>;

/**
 * What shows that a home used lots that it had sold. Its hash is what the claim on the ledger names: the salt keeps others from
 * trying out what the home may have used.
 */
export const breachEvidenceSchema = z.strictObject({
  version: z.literal(1),
  salt: random16HexSchema,
  homeId: homeIdSchema,
  auctionId: random16HexSchema,
  tag: sha256HexSchema,
  periodId: periodIdSchema,
  resource: quotaResourceSchema,
  /**
   * Base units: what the home used in the period, and what all its accounts held at its end. Of power the mean demand of the
   * interval after the sale that tells most, and what they held at its start.
   */
  use: amountSchema,
  entitlement: amountSchema,
  /** Of power: ledger seconds, the start of that interval, or of that hour of a longer one; absent where there was none. */
  at: timestampSchema.exactOptional(),
  lotSize: positiveAmountSchema,
  /** Of this sale. */
  soldLots: lotsSchema,
  /** Of the home's sales of the resource after this one, of power those made before that interval, which answer first. */
  laterLots: z.int().min(0),
  /** Of this sale's, how many the home used itself. */
  breachedLots: z.int().min(0),
});
export type BreachEvidence = z.infer<typeof breachEvidenceSchema>;

/** Community to the seller's home: it has claimed a breach, and what shows it. The home may dispute the claim. */
export const breachClaimedSchema = z.strictObject({
  type: z.literal('breachClaimed'),
  evidence: breachEvidenceSchema,
});
