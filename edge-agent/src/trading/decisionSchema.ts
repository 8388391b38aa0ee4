import {
  amountSchema,
  quotaResourceSchema,
  periodIdSchema,
  positiveAmountSchema,
  timestampSchema,
} from '@acequia/protocol';
import { z } from 'zod';

/**
 * Why a rule trades or does not:
 * - `trade`: it does.
 * - `enough`: of a buy rule: the home is not forecast to go over its share by so much.
 * - `nothing-spare`: of a sell rule: all, or all but less than a lot, may be needed.
 * - `disabled`, `period-over`; `share-unknown`: the home holds no share of this resource that could be read.
 * - `readings-missing`: less than a day is known; `readings-old`: the meter's last reading is too long ago.
 * - `other-side`: the other side of this resource is being traded, or was a short while ago.
 * - `limit-…`: the rule's own limit of the period or of the day is reached.
 * - `price`: by the market's rules nobody could pay it, or it is less than the smallest coin for a lot.
 */
export const reasonCodeSchema = z.enum([
  'trade',
  'enough',
  'nothing-spare',
  'disabled',
  'period-over',
  'share-unknown',
  'readings-missing',
  'readings-old',
  'other-side',
  'limit-period',
  'limit-auctions',
  'limit-quantity',
  'limit-spend',
  'price',
]);
export type ReasonCode = z.infer<typeof reasonCodeSchema>;

/** What the decision rests on, base units; absent where it was taken without. */
export const figuresSchema = z.strictObject({
  /** What the home holds for the period, with what it is about to buy and without what it is about to sell. */
  holds: amountSchema,
  /** Used in the period so far. */
  used: amountSchema,
  /** Expected until the end of the period. */
  expected: amountSchema,
  /** By how much that may be wrong. */
  band: amountSchema,
  /** A buy rule: what is lacking; a sell rule: what is spare, after the reserve. */
  difference: amountSchema,
});
export type Figures = z.infer<typeof figuresSchema>;

/** What is to be traded. */
export const intentSchema = z.strictObject({
  periodId: periodIdSchema,
  lots: z.int().min(1).max(1_000_000_000),
  /** The same in base units. */
  quantity: positiveAmountSchema,
  /** Tokens, minor units, for a lot: the most that is paid, or the least that is taken. */
  price: positiveAmountSchema,
});
export type Intent = z.infer<typeof intentSchema>;

/** What a rule comes to at a moment. */
export const decisionSchema = z.strictObject({
  /** Ledger seconds. */
  at: timestampSchema,
  side: z.enum(['buy', 'sell']),
  resource: quotaResourceSchema,
  reason: reasonCodeSchema,
  /** The household's own word, and no rule's. */
  by: z.literal('hand').optional(),
  figures: figuresSchema.optional(),
  /** Present with `trade` alone. */
  intent: intentSchema.optional(),
});
export type Decision = z.infer<typeof decisionSchema>;
