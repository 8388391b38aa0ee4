import { meteredResourceSchema, mspIdSchema, positiveAmountSchema, sha256HexSchema } from '@acequia/protocol';
import { z } from 'zod';

/** More than any household uses of anything in a period. */
const MAX_QUANTITY = 1_000_000_000n;
const MAX_PRICE = 1_000_000_000_000n;

/** Base units: Wh, litres or W. */
export const quantitySchema = positiveAmountSchema.refine(
  (text) => !/^\d+$/.test(text) || BigInt(text) <= MAX_QUANTITY,
  'must be at most 1,000,000,000 Wh or litres',
);
/** Tokens, minor units, for 1000 base units: a kilowatt-hour, a cubic metre or a kilowatt. */
export const priceSchema = positiveAmountSchema.refine(
  (text) => !/^\d+$/.test(text) || BigInt(text) <= MAX_PRICE,
  'must be at most 1,000,000,000,000 minor units of the token',
);
const timesSchema = z.int().min(1, 'must be at least 1').max(20, 'must be at most 20');

/** What one rule may do in a day of the community's calendar. */
const dayLimits = {
  /** Auctions that it may begin or take part in. */
  auctions: timesSchema.default(4),
  quantity: quantitySchema,
};

/** "When this home will probably use more than its share by so much, buy up to so much, below such a price." */
export const buyRuleSchema = z.strictObject({
  side: z.literal('buy'),
  resource: meteredResourceSchema,
  enabled: z.boolean().default(true),
  /** By how many per cent the use forecast must exceed what the home holds. */
  overPercent: z.int().min(0).max(100).default(5),
  /** `likely`: what the forecast says is lacking is bought; `sure`: what is lacking even at the forecast's lower end. */
  when: z.enum(['likely', 'sure']).default('likely'),
  maxPerPeriod: quantitySchema,
  /** The most that it pays. */
  maxPrice: priceSchema,
  perDay: z.strictObject({
    ...dayLimits,
    /** Tokens, minor units: auctions that are not over count with the most that they can cost. */
    spend: positiveAmountSchema,
  }),
});
export type BuyRule = z.infer<typeof buyRuleSchema>;

/** "Sell what this home will not need, at no less than such a price." */
export const sellRuleSchema = z.strictObject({
  side: z.literal('sell'),
  resource: meteredResourceSchema,
  enabled: z.boolean().default(true),
  /** Kept on top of what the home may need at most: per cent of the use that is expected until the end of the period. */
  reservePercent: z.int().min(0).max(100).default(10),
  maxPerPeriod: quantitySchema,
  /** The least that it takes. */
  minPrice: priceSchema,
  perDay: z.strictObject(dayLimits),
});
export type SellRule = z.infer<typeof sellRuleSchema>;

export const tradingRuleSchema = z.discriminatedUnion('side', [buyRuleSchema, sellRuleSchema]);
export type TradingRule = z.infer<typeof tradingRuleSchema>;

/** How the ledger names an auditor. */
const auditorNameSchema = z.strictObject({ mspId: mspIdSchema, keyHash: sha256HexSchema });
export type AuditorName = z.infer<typeof auditorNameSchema>;

/**
 * The rules by which a household's agent trades its share (paper 000 §8), kept at rest encrypted. Prices are in the community's
 * token. Without a rule nothing is traded.
 */
export const tradingRulesSchema = z
  .strictObject({
    /** `dry-run`: the agent says in its log what it would do, and does nothing. What is under way is always finished. */
    mode: z.enum(['off', 'dry-run', 'on']).default('dry-run'),
    /** How often the rules are gone through, ledger seconds. */
    everySeconds: z.int().min(300).max(86_400).default(3600),
    /** After a trade of a resource the other side waits so long, hours. */
    quietHours: z.int().min(0).max(168).default(24),
    /**
     * Who opens the price of an offer or bid, of a rule's or by hand, should this home be off line: the opening is left with this auditor,
     * sealed. Whoever it is could read the price before the bidding is closed, so that there is none unless the household names one.
     */
    auditor: auditorNameSchema.exactOptional(),
    rules: z.array(tradingRuleSchema).max(4).default([]),
  })
  .refine(
    ({ rules }) => new Set(rules.map(({ side, resource }) => `${side} ${resource}`)).size === rules.length,
    'there is at most one rule to buy and one to sell a resource',
  );
export type TradingRules = z.infer<typeof tradingRulesSchema>;
export type TradingRulesInput = z.input<typeof tradingRulesSchema>;
