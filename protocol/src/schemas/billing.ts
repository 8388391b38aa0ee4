import { z } from 'zod';
import {
  amountSchema,
  documentNumberSchema,
  homeIdSchema,
  meteredResourceSchema,
  periodIdSchema,
  positiveAmountSchema,
  quotaResourceSchema,
  random16HexSchema,
  requestIdSchema,
  sha256HexSchema,
  signedAmountSchema,
  timestampSchema,
  trustGradeSchema,
} from './primitives.js';
import { qualitySchema } from './readings.js';

/** A price in minor currency units for `per` base units, such as 15340 (cents) per 1000000 (Wh): 0.1534 €/kWh. */
export const resourcePriceSchema = z
  .strictObject({
    resource: meteredResourceSchema,
    per: positiveAmountSchema,
    priceMinor: amountSchema,
    /** What each unit above the quota costs instead; without it a quota means nothing. */
    excessMinor: amountSchema,
    /** Energy only: what the supplier pays for each unit that the home delivered; nothing is paid where absent. */
    feedInMinor: amountSchema.exactOptional(),
  })
  .refine(
    ({ resource, feedInMinor }) => feedInMinor === undefined || resource === 'energy',
    'only energy is fed in',
  )
  .refine(
    // Were it higher, a home would gain by hiding from its readings that it used itself what it made.
    ({ priceMinor, feedInMinor }) =>
      feedInMinor === undefined ||
      ![priceMinor, feedInMinor].every((amount) => amountSchema.safeParse(amount).success) ||
      BigInt(feedInMinor) <= BigInt(priceMinor),
    'the feed-in price is not above the price',
  )
  .refine(
    // Refinements also run over members that have broken a rule of their own, which is reported then.
    ({ priceMinor, excessMinor }) =>
      ![priceMinor, excessMinor].every((amount) => amountSchema.safeParse(amount).success) ||
      BigInt(excessMinor) >= BigInt(priceMinor),
    'the excess price is not below the price',
  );
export type ResourcePrice = z.infer<typeof resourcePriceSchema>;

export const tariffRecordSchema = z.strictObject({
  /** Version name, such as 2016-A; a tariff never changes, a new one follows it. */
  tariffId: z.string().regex(/^[0-9A-Za-z-]{1,32}$/),
  validFrom: timestampSchema,
  baseFeeMinor: amountSchema,
  prices: z.array(resourcePriceSchema).min(1).max(2),
  /** What each `per` Wh cost, beside the energy's price, that are drawn above the entitlements of power; nothing where absent. */
  power: z.strictObject({ per: positiveAmountSchema, excessMinor: amountSchema }).exactOptional(),
});
export type TariffRecord = z.infer<typeof tariffRecordSchema>;
export const setTariffRequestSchema = tariffRecordSchema.extend({ requestId: requestIdSchema });
export const tariffRequestSchema = z.strictObject({ tariffId: tariffRecordSchema.shape.tariffId });

export const billLineSchema = z
  .strictObject({
    kind: z.enum(['baseFee', 'withinQuota', 'excess', 'feedIn']),
    /** Absent on the base fee. */
    resource: quotaResourceSchema.optional(),
    /** Of power: Wh that were drawn above the entitlement. */
    quantity: amountSchema,
    unit: z.enum(['period', 'Wh', 'L']),
    priceMinor: amountSchema,
    /** The price is for this many units. */
    per: positiveAmountSchema,
    /** What is charged; below zero, what is credited, for energy fed in. */
    amountMinor: signedAmountSchema,
    /** The least reliable quality among the intervals billed; absent on the base fee. */
    quality: qualitySchema.optional(),
    /** The weakest trust grade among the meters billed; absent on the base fee. */
    trust: trustGradeSchema.optional(),
  })
  .refine(
    ({ kind, amountMinor }) =>
      kind === 'feedIn' ? amountMinor.startsWith('-') || amountMinor === '0' : !amountMinor.startsWith('-'),
    'what is fed in is credited, everything else is charged',
  );
export type BillLine = z.infer<typeof billLineSchema>;

/** What a home's production came to, base units: produced = netted + surplus + unmatched. */
export const billProductionSchema = z.strictObject({
  /** What the meter of consumption counted. */
  drawn: amountSchema,
  produced: amountSchema,
  /** What the home used of it itself, interval by interval. */
  netted: amountSchema,
  /** What it delivered beyond its own use. */
  surplus: amountSchema,
  /** What of the surplus became lots of the home's, and is not paid for; absent where none did. */
  asLots: amountSchema.exactOptional(),
  /** What counts for nothing, because nobody knows what the home used at the time. */
  unmatched: amountSchema,
  /** Of the production meter, as those of the basis are of the consumption meter. */
  intervals: z.record(qualitySchema, z.int().min(0)),
  uncoveredSeconds: z.int().min(0),
});
export type BillProduction = z.infer<typeof billProductionSchema>;

/** How complete the readings behind a bill are: intervals by quality, and seconds of the period without any. */
export const billBasisSchema = z.strictObject({
  resource: meteredResourceSchema,
  use: amountSchema,
  quota: amountSchema,
  excess: amountSchema,
  intervals: z.record(qualitySchema, z.int().min(0)),
  uncoveredSeconds: z.int().min(0),
  /** Of a home that produces; `use` is then what is left of `drawn` when `netted` is taken off. */
  production: billProductionSchema.exactOptional(),
});
export type BillBasis = z.infer<typeof billBasisSchema>;

/** Of one of the period's contracts of power: W, and Wh of what was drawn above the entitlement of the time. */
export const billPowerSchema = z.strictObject({
  resource: quotaResourceSchema,
  /** The highest mean demand of an interval. */
  highest: amountSchema,
  /** What the home held at the end. */
  entitlement: amountSchema,
  excess: amountSchema,
});
export type BillPower = z.infer<typeof billPowerSchema>;

export const documentKindSchema = z.enum(['bill', 'creditNote', 'debitNote']);
export const billStatusSchema = z.enum(['preview', 'final']);

/** A bill or note as the household reads it: private, in the home's collection; its salted hash is public. */
export const billDocumentSchema = z.strictObject({
  version: z.literal(1),
  salt: random16HexSchema,
  number: documentNumberSchema,
  kind: documentKindSchema,
  status: billStatusSchema,
  /** Of notes: the bill that is corrected, and why, in words for the household. */
  corrects: documentNumberSchema.optional(),
  reason: z.string().max(200).optional(),
  homeId: homeIdSchema,
  periodId: periodIdSchema,
  periodStart: timestampSchema,
  periodEnd: timestampSchema,
  issuedAt: timestampSchema,
  tariffId: z.string(),
  currency: z.string(),
  basis: z.array(billBasisSchema),
  /** Where the tariff charges for power, and the period has a contract of it. */
  power: z.array(billPowerSchema).exactOptional(),
  /** Of a bill: what is charged. Of a note: what was charged in all before and should have been, as `lines` of the new total. */
  lines: z.array(billLineSchema).min(1).max(40),
  /** Sum of the lines, minor units; below zero when the home fed in more than it has to pay for. */
  totalMinor: signedAmountSchema,
  /** Of notes: the difference to what was charged before, always positive; the kind says whose favour. */
  differenceMinor: amountSchema.optional(),
});
export type BillDocument = z.infer<typeof billDocumentSchema>;

/** The public record of a bill or note. */
export const billRecordSchema = z.strictObject({
  number: documentNumberSchema,
  kind: documentKindSchema,
  status: billStatusSchema,
  homeId: homeIdSchema,
  periodId: periodIdSchema,
  /** SHA-256 of the canonical document, which holds 16 random bytes. */
  commitment: sha256HexSchema,
  corrects: documentNumberSchema.optional(),
  issuedAt: timestampSchema,
});
export type BillRecord = z.infer<typeof billRecordSchema>;

/** Issues a preview, or replaces one by a newer. */
export const previewBillRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  number: documentNumberSchema,
  homeId: homeIdSchema,
  periodId: periodIdSchema,
  commitment: sha256HexSchema,
});
/** Makes a preview of a closed period final, with the commitment of the final document. */
export const finaliseBillRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  number: documentNumberSchema,
  commitment: sha256HexSchema,
});
export const issueNoteRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  number: documentNumberSchema,
  kind: z.enum(['creditNote', 'debitNote']),
  corrects: documentNumberSchema,
  commitment: sha256HexSchema,
});
/** Puts the document (transient `document`) into the home's collection; it must match the commitment. */
export const deliverBillRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  number: documentNumberSchema,
});
export const billRequestSchema = z.strictObject({ number: documentNumberSchema });
export const billsRequestSchema = z.strictObject({ homeId: homeIdSchema });
export const billRecordsSchema = z.array(billRecordSchema);
