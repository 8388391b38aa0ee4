import {
  quotaResourceSchema,
  periodIdSchema,
  positiveAmountSchema,
  amountSchema,
  random16HexSchema,
  timestampSchema,
} from '@acequia/protocol';
import { z } from 'zod';
import { decisionSchema } from './decisionSchema.js';

const lotsSchema = z.int().min(0).max(1_000_000_000);

/**
 * How a trade ended:
 * - `traded`: lots changed hands, at `price` each.
 * - `nothing`: nobody sold or bought at such a price; what was set aside comes back.
 * - `unopened`: the price was not disclosed in time, so that what was set aside is lost, or part of it.
 * - `abandoned`: it never came to the ledger.
 */
export const tradeOutcomeSchema = z.strictObject({
  kind: z.enum(['traded', 'nothing', 'unopened', 'abandoned']),
  lots: lotsSchema,
  /** Tokens, minor units, for a lot; 0 where nothing was traded. */
  price: amountSchema,
  /** Why it was abandoned. */
  code: z.string().optional(),
});
export type TradeOutcome = z.infer<typeof tradeOutcomeSchema>;

/**
 * One trade of the home, with all that it must not forget: on the disk, encrypted, before anything of it is sent. The ids of its
 * requests are drawn with it, so that asking again after a crash has no second effect.
 *
 * - `intended`: nobody knows of it. `ready`: the pseudonym and the tokens to set aside are there.
 * - `placed`: the offer or bid is on the ledger, as the home's own peer has it. `opened`: so is the price.
 * - `settled`: the outcome is known; what was set aside has to come back. `over`: nothing is left to do.
 */
export const tradeEntrySchema = z.strictObject({
  tradeId: random16HexSchema,
  /** Why. */
  decision: decisionSchema.required({ intent: true }),
  /** The household's own order that it belongs to; absent where a rule began it. */
  orderId: random16HexSchema.optional(),
  side: z.enum(['buy', 'sell']),
  resource: quotaResourceSchema,
  periodId: periodIdSchema,
  /** Ledger seconds: nothing is begun after it. */
  periodEnd: timestampSchema,
  /** A buyer draws its auction's id. */
  auctionId: random16HexSchema,
  lots: lotsSchema.min(1),
  /** Tokens, minor units, for a lot: a buyer's highest price, a seller's lowest. Secret until the auction's bids are all in. */
  price: positiveAmountSchema,
  /** Hides the price in its commitment. */
  salt: random16HexSchema,
  requests: z.strictObject({ place: random16HexSchema, open: random16HexSchema }),
  /** Ledger seconds: when it is placed at the earliest, some random while after the decision. */
  notBefore: timestampSchema,
  /** How long this home leaves it to others to close what is due, ledger seconds. */
  patience: z.int().min(0).max(86_400),
  phase: z.enum(['intended', 'ready', 'placed', 'opened', 'settled', 'over']),
  startedAt: timestampSchema,
  changedAt: timestampSchema,
  finishedAt: timestampSchema.optional(),
  outcome: tradeOutcomeSchema.optional(),
  /** Of a sale: how many of the lots the community says that the home had used itself. */
  claimedLots: lotsSchema.optional(),
});
export type TradeEntry = z.infer<typeof tradeEntrySchema>;
