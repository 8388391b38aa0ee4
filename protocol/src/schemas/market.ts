import { z } from 'zod';
import {
  accountIdSchema,
  amountSchema,
  periodIdSchema,
  positiveAmountSchema,
  random16HexSchema,
  requestIdSchema,
  quotaResourceSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';

/** Which side of an auction a pseudonym stands on: the buyer asks for lots, sellers bid to give them (paper 000 Fig. 5). */
export const tradingSideSchema = z.enum(['buyer', 'seller']);
export type TradingSide = z.infer<typeof tradingSideSchema>;

/** What the registrar lets a pseudonym do in one auction. It names no home; `tag` is the same for a home in an auction alone. */
export const tradingTicketSchema = z.strictObject({
  auctionId: random16HexSchema,
  side: tradingSideSchema,
  /** HMAC-SHA256 of home and auction under a key that the registrar alone has. */
  tag: sha256HexSchema,
  /** Of the pseudonym's certificate: SHA-256 of its public key (SPKI, DER). */
  keyHash: sha256HexSchema,
  /** Where a seller's lots are taken from, and a buyer's go to. */
  quotaAccountId: accountIdSchema,
  /** From then on (ledger time) nobody offers or bids with it, so that a home that is suspended cannot for long. */
  expiresAt: timestampSchema.exactOptional(),
});
export type TradingTicket = z.infer<typeof tradingTicketSchema>;

/** A ticket with the registrar's public key (SPKI, DER, base64; P-256) and its signature (base64, 64 bytes r ‖ s). */
export const signedTicketSchema = z.strictObject({
  ticket: tradingTicketSchema,
  registrarKey: z.base64().max(200),
  signature: z.base64().max(88),
});
export type SignedTicket = z.infer<typeof signedTicketSchema>;

const basisPoints = z.int().min(0).max(10_000);
const seconds = z
  .int()
  .min(1)
  .max(366 * 86_400);
/** Lots of a resource, as quota contracts count them. */
export const lotsSchema = z.int().min(1).max(1_000_000_000);

/** What an auction is held under. An auction keeps the terms that it was opened with. */
export const marketTermsSchema = z.strictObject({
  /** The community fund's token account: penalties go there, never to a counterparty. */
  fund: accountIdSchema,
  /** C: tokens (minor units) that a lot over the quota costs. Every bond is C a lot, and no price is above it. */
  excessPrice: positiveAmountSchema,
  /** S of paper 000 §5.3 in hundredths of a per cent: what a seller in breach pays of the price, beside C. */
  depositRatioBp: basisPoints,
  /** What a buyer whose auction finds no seller loses of its bond, in hundredths of a per cent. */
  deadEndPenaltyBp: basisPoints,
  biddingSeconds: seconds,
  revealSeconds: seconds,
  /** How long after the period's end a breach can be claimed. */
  claimSeconds: seconds,
  /** How long a claim can be disputed; seven days are usual. */
  disputeSeconds: seconds,
  /** The most lots that an auction can ask for. */
  maxLots: lotsSchema,
});
export type MarketTerms = z.infer<typeof marketTermsSchema>;

/** The market of one resource in a period. */
export const marketRecordSchema = z.strictObject({
  periodId: periodIdSchema,
  resource: quotaResourceSchema,
  ...marketTermsSchema.shape,
  /** What the weights of Eqs. 8, 10 and 11 compare prices with, in tokens a lot; the excess price unless given. */
  referencePrice: positiveAmountSchema.optional(),
  /** How far back the trades go that a weight is made of; seven days unless given. */
  weightSeconds: seconds.optional(),
});
export type MarketRecord = z.infer<typeof marketRecordSchema>;
/** The fund is the token's own. */
export const setMarketRequestSchema = marketRecordSchema
  .omit({ fund: true })
  .extend({ requestId: requestIdSchema });
export const marketRequestSchema = z.strictObject({
  periodId: periodIdSchema,
  resource: quotaResourceSchema,
});

/** One seller's part of an auction that found sellers. */
export const tradeRecordSchema = z.strictObject({
  periodId: periodIdSchema,
  resource: quotaResourceSchema,
  auctionId: random16HexSchema,
  tag: sha256HexSchema,
  lots: lotsSchema,
  /** Tokens a lot. */
  unitPrice: amountSchema,
  at: timestampSchema,
});
export type TradeRecord = z.infer<typeof tradeRecordSchema>;

/** The mean unit price of trades, weighted by their lots and rounded half up; none without trades. */
export const meanPriceSchema = z.strictObject({
  trades: z.int().min(0),
  lots: amountSchema,
  meanPrice: amountSchema.optional(),
});
export type MeanPrice = z.infer<typeof meanPriceSchema>;

/** W_P, W_E or W_W of paper 000 Eqs. 8, 10, 11, by resource: parts per million of the reference price. */
export const tradeWeightSchema = meanPriceSchema.extend({
  resource: quotaResourceSchema,
  weightPpm: amountSchema,
});
export type TradeWeight = z.infer<typeof tradeWeightSchema>;
export const weightsRequestSchema = z.strictObject({ periodId: periodIdSchema });
export const weightsSchema = z.array(tradeWeightSchema);
