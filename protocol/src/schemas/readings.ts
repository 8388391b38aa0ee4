import { z } from 'zod';
import { bytesSchema, sha256HexSchema, timestampSchema } from './primitives.js';

/** How far a value can be relied on; `missing` and `suspect` intervals carry no consumption. */
export const qualitySchema = z.enum(['measured', 'replaced', 'estimated', 'suspect', 'missing']);
export type Quality = z.infer<typeof qualitySchema>;

const registerSchema = z.int().min(0).max(1_000_000_000_000);

/**
 * One interval of the essential dataset E_t (paper 000 Eq. 1), `start` up to but not including `end`, never shorter
 * than the source's own step. Base units: Wh for energy, L for water.
 */
export const intervalSchema = z.strictObject({
  start: timestampSchema,
  end: timestampSchema,
  quality: qualitySchema,
  /** Cumulative register at the start and the end, calibrated; absent where nothing trustworthy was read. */
  from: registerSchema.optional(),
  to: registerSchema.optional(),
  /** Consumption; absent where suspect or missing. May be negative only in a broken payload, which the community rejects. */
  amount: z.int().min(-1_000_000_000_000).max(1_000_000_000_000).optional(),
  /** Energy only: mean power over the interval, W. */
  meanW: z.int().min(0).max(1_000_000_000).optional(),
  /** Energy only: the highest mean power of the source's steps within the interval, W. */
  maxW: z.int().min(0).max(1_000_000_000).optional(),
});
export type Interval = z.infer<typeof intervalSchema>;

/**
 * The essential dataset E of a window in the clear (paper 000 Eq. 1): what home and community, and a delegatee, see of it.
 * The meter's chain and signature are in here: outside they would let anybody try out small numbers.
 */
export const windowPayloadSchema = z.strictObject({
  version: z.literal(2),
  /** SHA-256 of the encoded payload of the meter's window before; 64 zeros where the chain begins, or begins anew. */
  previousHash: sha256HexSchema,
  intervals: z.array(intervalSchema).min(1).max(1500),
  /** The device's ECDSA P-256 SHA-256 signature over the readings, IEEE P1363, 64 bytes in base64: `signReadings`. */
  signature: bytesSchema(64),
});
export type WindowPayload = z.infer<typeof windowPayloadSchema>;

/** What the extended dataset X may hold, each an integer per interval: hundredths of a degree Celsius, of a per cent, or Wh. */
export const extendedChannels = [
  'temperature',
  'humidity',
  'appliances',
  'lighting',
  'heating',
  'cooling',
  'hotWater',
  'ventilation',
] as const;
export const extendedChannelSchema = z.enum(extendedChannels);
export type ExtendedChannel = z.infer<typeof extendedChannelSchema>;
export const extendedValuesSchema = z.partialRecord(
  extendedChannelSchema,
  z.int().min(-2_147_483_648).max(2_147_483_647),
);
/** The extended dataset X of a window in the clear: for home and community alone. Channels that are not measured are absent. */
export const extendedPayloadSchema = z.strictObject({
  version: z.literal(1),
  intervals: z
    .array(z.strictObject({ start: timestampSchema, end: timestampSchema, values: extendedValuesSchema }))
    .min(1)
    .max(1500),
});
export type ExtendedPayload = z.infer<typeof extendedPayloadSchema>;
