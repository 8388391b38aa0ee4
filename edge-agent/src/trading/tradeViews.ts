import {
  quotaResourceSchema,
  positiveAmountSchema,
  random16HexSchema,
  timestampSchema,
} from '@acequia/protocol';
import { z } from 'zod';
import { intentSchema } from './decisionSchema.js';
import { tradeEntrySchema, tradeOutcomeSchema } from './tradeEntry.js';
import { priceSchema, quantitySchema } from './tradingRules.js';

/** `POST /trading/trades`: what the household wants bought or sold now. */
export const tradeOrderSchema = z.strictObject({
  /** Drawn by whoever asks: the same order again begins nothing anew. */
  orderId: random16HexSchema,
  side: z.enum(['buy', 'sell']),
  resource: quotaResourceSchema,
  /** Base units: Wh, litres or W. */
  quantity: quantitySchema,
  /** Tokens, minor units, for 1000 base units: the most that is paid, or the least that is taken. */
  price: priceSchema,
});
export type TradeOrder = z.infer<typeof tradeOrderSchema>;

/** A trade as the household sees it: nothing of how its price is kept from others. */
export const tradeViewSchema = z.strictObject({
  tradeId: random16HexSchema,
  /** Where it stands on the ledger. */
  auctionId: random16HexSchema,
  side: z.enum(['buy', 'sell']),
  resource: quotaResourceSchema,
  ...intentSchema.shape,
  price: positiveAmountSchema,
  phase: tradeEntrySchema.shape.phase,
  /** Whether the household itself wanted it, and not a rule. */
  isByHand: z.boolean(),
  startedAt: timestampSchema,
  finishedAt: timestampSchema.optional(),
  outcome: tradeOutcomeSchema.optional(),
  /** Of a sale: how many of the lots the community says that the home had used itself, which costs it a part of what is held. */
  claimedLots: tradeEntrySchema.shape.claimedLots,
});
export type TradeView = z.infer<typeof tradeViewSchema>;
/** `POST /trading/trades/:id/dispute` takes `{}`: says on the ledger that the claim is wrong, and answers with the trade. */
/** `GET /trading/trades`, in the order in which they began; `POST /trading/trades`, those that the order began, 201. */
export const tradesAnswerSchema = z.strictObject({ trades: z.array(tradeViewSchema) });
