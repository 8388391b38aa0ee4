import { z } from 'zod';
import { decisionRecordSchema } from './decisions.js';
import {
  bytesSchema,
  deviceIdSchema,
  homeIdSchema,
  random16HexSchema,
  requestIdSchema,
  sha256HexSchema,
  timestampSchema,
  windowRevisionSchema,
  windowSequenceSchema,
} from './primitives.js';

export const epochNumberSchema = z.int().min(1).max(9_999_999_999);

/** The public part of a window: its sealed record's header, with the device's id for the tag. */
export const windowHeaderSchema = z
  .strictObject({
    version: z.literal(2),
    homeId: homeIdSchema,
    deviceId: deviceIdSchema,
    /** The home's epoch whose keys seal it. */
    epoch: epochNumberSchema,
    /** 1 for a device's first window, then without gaps. */
    sequence: windowSequenceSchema,
    start: timestampSchema,
    end: timestampSchema,
    salt: random16HexSchema,
  })
  .refine((header) => header.start < header.end, 'a window ends after it starts');
export type WindowHeader = z.infer<typeof windowHeaderSchema>;

/** Most plaintext bytes of one dataset of one window. */
export const MAX_DATASET_LENGTH = 1_048_576;
/** A sealed record in base64: `sealRecord`. A megabyte is decoded sooner than a pattern has gone through it. */
export const sealedRecordSchema = z
  .string()
  .min(4)
  .max(Math.ceil((MAX_DATASET_LENGTH + 106) / 3) * 4)
  .refine((text) => Buffer.from(text, 'base64').toString('base64') === text, 'must be base64');

export const signedWindowSchema = z.strictObject({
  deviceId: deviceIdSchema,
  /** E, sealed with the epoch's essential key. */
  essential: sealedRecordSchema,
  /** SHA-256 of the sealed X, which goes to the home's collection. */
  extendedHash: sha256HexSchema,
  /** The device's ECDSA P-256 SHA-256 signature, IEEE P1363, 64 bytes in base64: `signWindow`. */
  signature: bytesSchema(64),
});
export type SignedWindow = z.infer<typeof signedWindowSchema>;

/** Consecutive windows of one device. Transient `extended`: the windows' sealed X in the same order. */
export const submitWindowsRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  windows: z.array(signedWindowSchema).min(1).max(64),
});
export const sealedExtendedSchema = z.array(sealedRecordSchema).min(1).max(64);

/** What stays in state of a window for good; the sealed dataset itself is in `essential` as long as it is kept. */
export const windowRecordSchema = z.strictObject({
  header: windowHeaderSchema,
  /** The record's commitment to its key, which a reveal is checked against. */
  commitment: sha256HexSchema,
  /** SHA-256 of the sealed E. */
  essentialHash: sha256HexSchema,
  extendedHash: sha256HexSchema,
  signature: bytesSchema(64),
  submittedAt: timestampSchema,
  /** 0, and one more with each republication. */
  revision: windowRevisionSchema,
});
export type WindowRecord = z.infer<typeof windowRecordSchema>;
/** Public: the sealed E of the newest windows (paper 000 Eq. 3). */
export const essentialRecordSchema = z.strictObject({ essential: sealedRecordSchema });
/** Private: the sealed X, in the home's collection. */
export const extendedRecordSchema = z.strictObject({ extended: sealedRecordSchema });

/** How many windows of each of a home's meters stay in state behind the newest (L of paper 000 Eq. 3). */
export const keepLastSchema = z.int().min(0).max(10_000);
export const DEFAULT_KEEP_LAST = 96;
export const setRetentionRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  homeId: homeIdSchema,
  keepLast: keepLastSchema,
});
export const retentionRecordSchema = z.strictObject({ homeId: homeIdSchema, keepLast: keepLastSchema });
/** The oldest window of a device whose sealed E is in state. */
export const keptRecordSchema = z.strictObject({ deviceId: deviceIdSchema, oldest: windowSequenceSchema });

export const windowRequestSchema = z.strictObject({
  deviceId: deviceIdSchema,
  sequence: windowSequenceSchema,
});
export const windowViewSchema = windowRecordSchema.extend({ decision: decisionRecordSchema.optional() });
export const lastWindowRequestSchema = z.strictObject({ deviceId: deviceIdSchema });
export const lastWindowSchema = z.strictObject({ window: windowRecordSchema.optional() });

/** Erases one window's X from every store (`PurgePrivateData`) and takes its E out of state; the public header stays. */
export const purgePayloadRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  ...windowRequestSchema.shape,
});
export const purgeRecordSchema = z.strictObject({
  deviceId: deviceIdSchema,
  sequence: z.int(),
  purgedAt: timestampSchema,
});
export type PurgeRecord = z.infer<typeof purgeRecordSchema>;
