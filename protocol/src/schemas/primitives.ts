import { z } from 'zod';
import { MAX_AMOUNT } from '../amounts.js';

const hex = (bytes: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${String(2 * bytes)}}$`));

/** A SHA-256 digest, 32 bytes in lower-case hex. */
export const sha256HexSchema = hex(32);
/** 16 random bytes in lower-case hex: request ids, salts. */
export const random16HexSchema = hex(16);
/** Bytes as base64 of exactly so many. */
export const bytesSchema = (length: number): z.ZodString =>
  z
    .string()
    .length(Math.ceil(length / 3) * 4)
    .regex(new RegExp(`^[A-Za-z0-9+/]+={${String((3 - (length % 3)) % 3)}}$`), 'must be base64');

/** The client's id of one wish to write; one request has one effect (DESIGN §5.11). */
export const requestIdSchema = random16HexSchema;

/** Seconds since 1970-01-01T00:00:00Z, on the ledger's clock unless said otherwise. */
export const timestampSchema = z.int().min(0).max(253_402_300_799);

/** A non-negative amount in minor or base units, as a decimal string of at most 2^63 - 1. */
export const amountSchema = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,18})$/, 'must be a non-negative integer in decimal digits')
  .refine((text) => !/^[0-9]{1,19}$/.test(text) || BigInt(text) <= MAX_AMOUNT, 'must be at most 2^63 - 1');
/** An amount of at least 1. */
export const positiveAmountSchema = amountSchema.refine((text) => text !== '0', 'must be above zero');

/** An amount that may be in somebody's favour, such as the total of a bill: from -(2^63 - 1) to 2^63 - 1. */
export const signedAmountSchema = z
  .string()
  .regex(/^(0|-?[1-9][0-9]{0,18})$/, 'must be an integer in decimal digits')
  .refine(
    (text) => !/^-?[0-9]{1,19}$/.test(text) || BigInt(text.replace('-', '')) <= MAX_AMOUNT,
    'must be at most 2^63 - 1 either way',
  );

/** A home's id: SH1 to SH999. Names and addresses never enter the ledger. */
export const homeIdSchema = z.string().regex(/^SH[1-9][0-9]{0,2}$/, 'must be a home such as SH1');
export const mspIdSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,30}MSP$/);
export const deviceIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/);
export const periodIdSchema = z
  .string()
  .regex(/^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$/, 'must be a period such as 2016-09');
/** An opaque account id; who holds it is private. */
export const accountIdSchema = z.string().regex(/^acc-[0-9a-f]{32}$/);
export const documentNumberSchema = z
  .string()
  .regex(/^[A-Z]{1,2}-[0-9A-Z-]{3,40}$/, 'must be a number such as B-2016-09-SH1');

/** What has a price in the market's feed, and a unit. */
export const resourceSchema = z.enum(['energy', 'power', 'water']);
export type Resource = z.infer<typeof resourceSchema>;
export const meteredResourceSchema = z.enum(['energy', 'water']);
export type MeteredResource = z.infer<typeof meteredResourceSchema>;

/**
 * A slot of power: whole hours of each day of a period by the community's clocks, from the first up to but not including the second, such
 * as `power.18-22`. None goes over midnight.
 */
export const powerSlotSchema = z
  .templateLiteral(['power.', z.string().regex(/^(?:[01][0-9]|2[0-3])-(?:[01][0-9]|2[0-4])$/)])
  .refine((slot) => slot.slice(6, 8) < slot.slice(9), 'a slot ends after it starts');
/** Power in all hours, or in a slot of them. */
export const powerResourceSchema = z.union([z.literal('power'), powerSlotSchema]);
/** What quota is held and traded of: an amount of energy or water in a period, or power. */
export const quotaResourceSchema = z.union([resourceSchema, powerSlotSchema]);
export type QuotaResource = z.infer<typeof quotaResourceSchema>;

/** What a meter counts: what the home takes, or what its own panels make (paper 000 §8). */
export const flowSchema = z.enum(['consumption', 'production']);
export type Flow = z.infer<typeof flowSchema>;

/** Paper 001 §III: the gateway vouches, the meter signs, or the meter runs its own agent. */
export const trustGradeSchema = z.enum(['relayed', 'signing', 'node']);
export type TrustGrade = z.infer<typeof trustGradeSchema>;

/** The request of every query that takes no arguments. */
export const emptyRequestSchema = z.strictObject({});
/** The answer of every write that has nothing to say but that it was done. */
export const writtenSchema = z.strictObject({ transactionId: z.string() });
export type Written = z.infer<typeof writtenSchema>;

/** The code of a refusal. */
export const codeSchema = z
  .string()
  .regex(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/)
  .max(40);

/** 1 for a device's first window, then without gaps. */
export const windowSequenceSchema = z.int().min(1).max(9_999_999_999);
/** 0 for a window as it first came, and one more with each republication. */
export const windowRevisionSchema = z.int().min(0).max(100);
