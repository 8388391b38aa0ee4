import { z } from 'zod';
import { lotsSchema } from './market.js';
import {
  accountIdSchema,
  amountSchema,
  positiveAmountSchema,
  random16HexSchema,
  requestIdSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';

/** What a seller sold, and its proceeds and bond, kept until it is known whether it used what it sold (paper 000 Fig. 6). */
export const deliveryRecordSchema = z.strictObject({
  auctionId: random16HexSchema,
  tag: sha256HexSchema,
  keyHash: sha256HexSchema,
  accountId: accountIdSchema,
  lots: lotsSchema,
  unitPrice: amountSchema,
  proceeds: amountSchema,
  bond: positiveAmountSchema,
  /** Excess price and S of the auction, which a breach is charged by. */
  excessPrice: positiveAmountSchema,
  depositRatioBp: z.int().min(0).max(10_000),
  fund: accountIdSchema,
  /** A breach can be claimed from the period's end on, before `claimEndsAt`. */
  periodEnd: timestampSchema,
  claimEndsAt: timestampSchema,
  disputeSeconds: z.int().min(1),
});
export type DeliveryRecord = z.infer<typeof deliveryRecordSchema>;

const deliveryKey = { auctionId: random16HexSchema, tag: sha256HexSchema };
export const deliveryRequestSchema = z.strictObject(deliveryKey);
export const deliveryStepRequestSchema = z.strictObject({ requestId: requestIdSchema, ...deliveryKey });

/** The community says that a seller used lots that it had sold. */
export const breachClaimSchema = z.strictObject({
  lots: lotsSchema,
  /** Of what shows it, with 16 random bytes at least: use is nobody else's business. */
  evidenceHash: sha256HexSchema,
  at: timestampSchema,
});
export const claimBreachRequestSchema = deliveryStepRequestSchema.extend({
  lots: lotsSchema,
  evidenceHash: sha256HexSchema,
});
export const breachDisputeSchema = z.strictObject({ at: timestampSchema });
/** An auditor's word on a disputed claim. */
export const breachDecisionSchema = z.strictObject({
  /** The lots that were used in breach: none, some or all of those claimed. */
  lots: z.int().min(0).max(1_000_000_000),
  at: timestampSchema,
});
export const decideBreachRequestSchema = deliveryStepRequestSchema.extend({
  lots: breachDecisionSchema.shape.lots,
});

/** The end of a delivery. */
export const deliveryReleaseSchema = z.strictObject({
  breachedLots: z.int().min(0),
  /** To the community fund. */
  charged: amountSchema,
  /** To the seller. */
  paid: amountSchema,
  at: timestampSchema,
});
export const deliveryViewSchema = deliveryRecordSchema.extend({
  claim: breachClaimSchema.optional(),
  dispute: breachDisputeSchema.optional(),
  decision: breachDecisionSchema.optional(),
  release: deliveryReleaseSchema.optional(),
});
export type DeliveryView = z.infer<typeof deliveryViewSchema>;
