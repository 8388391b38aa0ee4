import { z } from 'zod';
import { deliveryViewSchema } from './deliveries.js';
import { lotsSchema, marketTermsSchema, signedTicketSchema } from './market.js';
import {
  accountIdSchema,
  amountSchema,
  bytesSchema,
  periodIdSchema,
  positiveAmountSchema,
  random16HexSchema,
  requestIdSchema,
  quotaResourceSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';
import { creditIdSchema } from './token.js';

const fold = z.array(creditIdSchema).max(200);
/** Bytes of an opening before it is sealed: canonical JSON, padded. */
export const OPENING_LENGTH = 96;
/**
 * What opens the price, sealed (`sealPriceOpening`) to an auditor who opens it should the trader be off line, or to nobody. Agents send
 * one in any case, so that nobody can tell.
 */
const sealedOpening = bytesSchema(OPENING_LENGTH + 48).exactOptional();
/** Who stands on a side of an auction: a pseudonym and the accounts that it named. */
const traderFields = {
  tag: sha256HexSchema,
  /** Of the pseudonym's certificate. */
  keyHash: sha256HexSchema,
  /** Where its bond came from, and where tokens go. */
  accountId: accountIdSchema,
  quotaAccountId: accountIdSchema,
};

/** An offer of paper 000 Fig. 5: what a buyer needs, and the hash of the most that it would pay a lot. */
export const auctionRecordSchema = z.strictObject({
  auctionId: random16HexSchema,
  periodId: periodIdSchema,
  resource: quotaResourceSchema,
  lots: lotsSchema,
  buyer: z.strictObject(traderFields),
  maxPriceHash: sha256HexSchema,
  sealedOpening,
  /** C times the lots. */
  bond: positiveAmountSchema,
  terms: marketTermsSchema,
  openedAt: timestampSchema,
  biddingEndsAt: timestampSchema,
  revealEndsAt: timestampSchema,
  /** From then on nothing can be bought of the period any more. */
  periodEnd: timestampSchema,
});
export type AuctionRecord = z.infer<typeof auctionRecordSchema>;
export const offerRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  ticket: signedTicketSchema,
  periodId: periodIdSchema,
  resource: quotaResourceSchema,
  lots: lotsSchema,
  maxPriceHash: sha256HexSchema,
  sealedOpening,
  accountId: accountIdSchema,
  /** Says that the buyer knows what it puts up: the excess price times the lots, not more and not less. */
  bond: amountSchema,
  fold,
});

/** A sealed bid: some of the lots that are wanted, at a price a lot that the commitment hides. */
export const bidRecordSchema = z.strictObject({
  auctionId: random16HexSchema,
  ...traderFields,
  lots: lotsSchema,
  commitment: sha256HexSchema,
  sealedOpening,
  bond: positiveAmountSchema,
  at: timestampSchema,
});
export type BidRecord = z.infer<typeof bidRecordSchema>;
export const bidRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  ticket: signedTicketSchema,
  lots: lotsSchema,
  commitment: sha256HexSchema,
  sealedOpening,
  accountId: accountIdSchema,
  bond: amountSchema,
  fold,
});
/** Which bid a commitment belongs to. */
export const bidCommitmentSchema = z.strictObject({ tag: sha256HexSchema });

export const auctionRequestSchema = z.strictObject({ auctionId: random16HexSchema });
/** Closes a phase that is over, or settles. */
export const auctionStepRequestSchema = auctionRequestSchema.extend({ requestId: requestIdSchema });
export const phaseClosedSchema = z.strictObject({ closedAt: timestampSchema });

/** What opens a commitment to a price. */
export const priceOpeningSchema = z.strictObject({ unitPrice: amountSchema, salt: random16HexSchema });
export type PriceOpening = z.infer<typeof priceOpeningSchema>;
/** A price that was opened, and when. */
export const openedPriceSchema = priceOpeningSchema.extend({ at: timestampSchema });
/** The most that the buyer pays a lot. */
export const depositMaxPriceRequestSchema = auctionStepRequestSchema.extend(priceOpeningSchema.shape);
export const revealBidRequestSchema = depositMaxPriceRequestSchema.extend({ tag: sha256HexSchema });

/**
 * How an auction ended. `traded`: lots were bought, all at one price. `deadEnd`: no bid was as low as what the buyer would
 * pay. `undeposited`: the buyer did not say what it would pay. `late`: nobody settled it before the period was over. `hurried`: the
 * bidding was closed too late to open prices, and everything went back.
 */
export const auctionOutcomeSchema = z.enum(['traded', 'deadEnd', 'undeposited', 'late', 'hurried']);
export const settlementRecordSchema = z.strictObject({
  outcome: auctionOutcomeSchema,
  lots: z.int().min(0),
  unitPrice: amountSchema,
  /** What went to the community fund. */
  toFund: amountSchema,
  settledAt: timestampSchema,
});
export type SettlementRecord = z.infer<typeof settlementRecordSchema>;

/** A bid and what came of it. */
export const bidViewSchema = bidRecordSchema.extend({
  reveal: openedPriceSchema.optional(),
  delivery: deliveryViewSchema.optional(),
});
export type BidView = z.infer<typeof bidViewSchema>;
/** Which phase an auction is in, by what has been closed; the times say what is due. */
export const auctionPhaseSchema = z.enum(['bidding', 'reveal', 'settling', 'settled']);
export const auctionSummarySchema = auctionRecordSchema.extend({
  phase: auctionPhaseSchema,
  /** When the bidding was really closed, which may be long after it ended. */
  biddingClosedAt: timestampSchema.optional(),
  settlement: settlementRecordSchema.optional(),
});
export type AuctionSummary = z.infer<typeof auctionSummarySchema>;
export const auctionViewSchema = auctionSummarySchema.extend({
  maxPrice: openedPriceSchema.optional(),
  bids: z.array(bidViewSchema),
});
export type AuctionView = z.infer<typeof auctionViewSchema>;

/** Auctions of a market in the order of their ids, a page at a time. */
export const auctionsRequestSchema = z.strictObject({
  periodId: periodIdSchema,
  resource: quotaResourceSchema,
  /** The id that the page before ended with. */
  after: random16HexSchema.optional(),
  limit: z.int().min(1).max(100).optional(),
});
export const auctionsSchema = z.array(auctionSummarySchema);
export const marketAuctionSchema = z.strictObject({ auctionId: random16HexSchema });
