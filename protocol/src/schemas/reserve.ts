import { z } from 'zod';
import {
  accountIdSchema,
  amountSchema,
  positiveAmountSchema,
  requestIdSchema,
  resourceSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';
import { partyRequestSchema } from './registry.js';
import { foldSchema } from './token.js';

/** What a resource costs on the common market, as its provider says. */
export const marketPriceSchema = z.strictObject({
  resource: resourceSchema,
  /** Currency micro-units, such as millionths of a euro, for one base unit. */
  priceMicro: positiveAmountSchema,
  /** Ledger time at which the supplier saw the price. */
  at: timestampSchema,
  /** 1 for a resource's first price, then one more each time. */
  sequence: z.int().min(1).max(4_294_967_295),
});
export type MarketPrice = z.infer<typeof marketPriceSchema>;
/** A price with the supplier's public key (SPKI, DER, base64; P-256) and its signature (base64, 64 bytes r ‖ s). */
export const signedMarketPriceSchema = z.strictObject({
  price: marketPriceSchema,
  publicKey: z.base64().max(200),
  signature: z.base64().max(88),
});
export type SignedMarketPrice = z.infer<typeof signedMarketPriceSchema>;
/** As it is kept: whose key it is can be asked of the registry. */
export const marketPriceRecordSchema = signedMarketPriceSchema.extend({
  supplier: partyRequestSchema,
});
export type MarketPriceRecord = z.infer<typeof marketPriceRecordSchema>;
export const publishMarketPriceRequestSchema = signedMarketPriceSchema.extend({ requestId: requestIdSchema });
export const marketPriceRequestSchema = z.strictObject({ resource: resourceSchema });

/** What a whole token costs at the counter, in the currency's minor units (paper 000 §5.2, `setSCTPrice`). */
const prices = {
  /** What buyers pay. */
  buyPrice: positiveAmountSchema,
  /** What sellers get, never more than `buyPrice`: Z_T of Eq. 8. */
  sellPrice: positiveAmountSchema,
};
export const priceRecordSchema = z.strictObject({
  ...prices,
  /** Minor units of a whole token, 10^decimals: kept here so that buying and selling read this record alone. */
  per: positiveAmountSchema,
  isOpen: z.boolean(),
  /** Ledger time at which these prices came into force. */
  at: timestampSchema,
  /** The market prices of that moment, against which the next prices are judged. */
  market: z.array(marketPriceSchema.pick({ resource: true, priceMicro: true })).max(3),
});
export type PriceRecord = z.infer<typeof priceRecordSchema>;
export const closeCounterRequestSchema = z.strictObject({ requestId: requestIdSchema });
export const openCounterRequestSchema = z.strictObject({ requestId: requestIdSchema, ...prices });
export const priceViewSchema = priceRecordSchema.extend({
  /** Z_T of Eq. 8, the token's price in the currency: what it can be sold for. */
  zT: positiveAmountSchema,
});

/** Buys tokens for at most `amount` of currency; what buys no whole minor unit stays in the account. */
export const buyRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  accountId: accountIdSchema,
  amount: positiveAmountSchema,
  /** Credits of currency. */
  fold: foldSchema,
  /** The least to get in exchange: whoever sends this cannot know whether the price changes before it is taken. */
  least: positiveAmountSchema.exactOptional(),
});
/** Sells tokens back: they are burned. `least` is in currency. */
export const sellRequestSchema = buyRequestSchema.extend({
  /** In tokens; and so are the credits. */
  amount: positiveAmountSchema,
});

/** What one transaction did to supply and reserve: a key of its own, so that buyers and sellers do not meet (DESIGN §5.3). */
export const reserveDeltaSchema = z.strictObject({
  /** Whether both grew or both shrank. */
  direction: z.enum(['in', 'out']),
  tokens: amountSchema,
  currency: amountSchema,
});
export type ReserveDelta = z.infer<typeof reserveDeltaSchema>;
/** A sum of amounts that each fit: it may itself exceed the largest amount, and must still be kept. */
const totalSchema = z.string().regex(/^(0|[1-9][0-9]{0,37})$/);
export const reserveRecordSchema = z.strictObject({ supply: totalSchema, currency: totalSchema });
export type ReserveRecord = z.infer<typeof reserveRecordSchema>;
const deltaIdSchema = sha256HexSchema;
export const foldReserveRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  /** Ids of the transactions whose deltas are folded in. */
  deltas: z.array(deltaIdSchema).min(1).max(200),
});
/** New tokens for an account (paper 000 §5.2, `createToken`). */
export const createTokenRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  destination: accountIdSchema,
  amount: positiveAmountSchema,
});
/** Currency from the caller's account into the reserve. */
export const fundReserveRequestSchema = buyRequestSchema.omit({ least: true });
/** Currency that the reserve does not need, to an account. */
export const withdrawReserveRequestSchema = createTokenRequestSchema;
/** The reserve as it stands: what anyone can check at any block. */
export const reserveViewSchema = z.strictObject({
  supply: totalSchema,
  currency: totalSchema,
  /** What buying every token back would cost at the price in force; 0 while there is none. */
  required: totalSchema,
  covers: z.boolean(),
  /** How many deltas are not folded in yet, and the ids of the first 200. */
  unfolded: z.int().min(0),
  deltas: z.array(deltaIdSchema),
});
export type ReserveView = z.infer<typeof reserveViewSchema>;
