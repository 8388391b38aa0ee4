import { z } from 'zod';
import {
  accountIdSchema,
  amountSchema,
  homeIdSchema,
  periodIdSchema,
  positiveAmountSchema,
  random16HexSchema,
  requestIdSchema,
  quotaResourceSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';

/** How much of one resource the community has contracted for a period: `lots` lots of `lotSize` base units each. */
export const contractSchema = z.strictObject({
  resource: quotaResourceSchema,
  lotSize: positiveAmountSchema,
  lots: z.int().min(1).max(1_000_000_000),
});
export type Contract = z.infer<typeof contractSchema>;

const heldLots = z.int().min(0).max(1_000_000_000);
/** Who can hold lots: an account, or what the market keeps for a bid until its auction is settled. No request names the latter. */
export const lotHolderSchema = z.string().regex(/^(acc|esc)-[0-9a-f]{32}$/);
export const holdingSchema = z.strictObject({
  accountId: lotHolderSchema,
  resource: quotaResourceSchema,
  lots: heldLots,
});
export type Holding = z.infer<typeof holdingSchema>;

/** Energy, water, and a slot of power an hour. */
export const MAX_CONTRACTS = 26;
/** A billing period: ledger seconds from `start` up to but not including `end`. */
export const periodRecordSchema = z.strictObject({
  periodId: periodIdSchema,
  start: timestampSchema,
  end: timestampSchema,
  contracts: z.array(contractSchema).min(1).max(MAX_CONTRACTS),
});
export type PeriodRecord = z.infer<typeof periodRecordSchema>;

/** The newest period and its end. */
export const latestPeriodSchema = z.strictObject({ periodId: periodIdSchema, end: timestampSchema });

/** Most holdings that one transaction writes. */
export const MAX_HOLDINGS = 400;

/** Opens a period; the holdings must add up to each contract exactly (paper 000 Eq. 9). */
export const openPeriodRequestSchema = z
  .strictObject({
    requestId: requestIdSchema,
    ...periodRecordSchema.shape,
    holdings: z
      .array(holdingSchema.extend({ accountId: accountIdSchema }))
      .min(1)
      .max(MAX_HOLDINGS),
  })
  .refine((period) => period.start < period.end, 'a period ends after it starts');

export const moveLotsRequestSchema = z
  .strictObject({
    requestId: requestIdSchema,
    periodId: periodIdSchema,
    resource: quotaResourceSchema,
    from: accountIdSchema,
    to: accountIdSchema,
    lots: z.int().min(1).max(1_000_000_000),
  })
  .refine((move) => move.from !== move.to, 'from and to must differ');

/** Changes a contract and the holdings that change with it; the sum must hold again (Eq. 9). */
export const adjustContractRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  periodId: periodIdSchema,
  resource: quotaResourceSchema,
  lots: z.int().min(1).max(1_000_000_000),
  holdings: z
    .array(z.strictObject({ accountId: accountIdSchema, lots: heldLots }))
    .min(1)
    .max(MAX_HOLDINGS),
});

/** Lots of energy that were made of what a home delivered; the contract grew by as many. */
export const producedLotsSchema = z.strictObject({
  periodId: periodIdSchema,
  accountId: accountIdSchema,
  lots: z.int().min(1).max(1_000_000_000),
  /** Lots that had been made of the home's surplus before: two operators who count the same surplus make no lots of it twice. */
  before: z.int().min(0).max(1_000_000_000),
  /** SHA-256 of the canonical {@link producedEvidenceSchema}. */
  evidenceHash: sha256HexSchema,
  addedAt: timestampSchema,
});
export type ProducedLots = z.infer<typeof producedLotsSchema>;
export const producedLotsListSchema = z.array(producedLotsSchema);
/** Makes lots of surplus; of the same surplus once. */
export const addProducedLotsRequestSchema = producedLotsSchema
  .omit({ addedAt: true })
  .extend({ requestId: requestIdSchema });
/** What the operator had before it when it made lots of surplus: its own, salted, for whoever asks why. */
export const producedEvidenceSchema = z.strictObject({
  version: z.literal(1),
  salt: random16HexSchema,
  homeId: homeIdSchema,
  periodId: periodIdSchema,
  accountId: accountIdSchema,
  /** The home's surplus in the period so far, Wh. */
  surplus: amountSchema,
  /** Lots made of it before, and now. */
  before: z.int().min(0).max(1_000_000_000),
  lots: z.int().min(1).max(1_000_000_000),
});
export type ProducedEvidence = z.infer<typeof producedEvidenceSchema>;

export const closePeriodRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  periodId: periodIdSchema,
});
export const periodClosedRecordSchema = z.strictObject({
  periodId: periodIdSchema,
  closedAt: timestampSchema,
});
export type PeriodClosedRecord = z.infer<typeof periodClosedRecordSchema>;

/** Tells a home, in its own collection, which accounts hold its quota. */
export const assignAccountRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  homeId: homeIdSchema,
});
/** Most accounts that a home has beside its main one. */
export const MAX_COINS = 200;
/**
 * Transient of assignAccount and the private record, salted, because the hash of a private value is public. Beside its main
 * account a home may have coins: accounts of a few lots, alike in all homes, of which each is sold whole under a pseudonym, and
 * accounts that its pseudonyms buy into. What a home may use is what all of them hold together.
 */
export const quotaAccountSchema = z.strictObject({
  accountId: accountIdSchema,
  coins: z.array(accountIdSchema).max(MAX_COINS).exactOptional(),
  salt: random16HexSchema,
});
export type QuotaAccount = z.infer<typeof quotaAccountSchema>;
export const quotaAccountRequestSchema = z.strictObject({ homeId: homeIdSchema });

export const periodRequestSchema = z.strictObject({ periodId: periodIdSchema });
export const periodViewSchema = periodRecordSchema.extend({ closedAt: timestampSchema.optional() });
export const holdingsSchema = z.array(holdingSchema);

/** Eq. 9 for one resource: what the accounts hold together, in base units, against the contract. */
export const equation9Schema = z.array(
  z.strictObject({
    resource: quotaResourceSchema,
    contract: amountSchema,
    held: amountSchema,
    holds: z.boolean(),
  }),
);
export type Equation9 = z.infer<typeof equation9Schema>;
