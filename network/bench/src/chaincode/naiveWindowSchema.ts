import {
  deviceIdSchema,
  homeIdSchema,
  requestIdSchema,
  sealedRecordSchema,
  sha256HexSchema,
  signedWindowSchema,
  timestampSchema,
  type RecordType,
} from '@acequia/protocol';
import { z } from 'zod';

const headerSchema = z.strictObject({
  homeId: homeIdSchema,
  deviceId: deviceIdSchema,
  sequence: z.int().min(1),
  start: timestampSchema,
  end: timestampSchema,
});

/** A window with its plaintext where the sealed record stands: what sealing is compared with. */
export const naiveWindowSchema = z.strictObject({
  header: headerSchema,
  /** The samples, base64. */
  essential: sealedRecordSchema,
  /** SHA-256 of the plain extended dataset. */
  extendedHash: sha256HexSchema,
  /** By the device, over the same members as a sealed window's. */
  signature: signedWindowSchema.shape.signature,
});
export const naiveRequestSchema = z.strictObject({ requestId: requestIdSchema, window: naiveWindowSchema });
export const naiveQuerySchema = z.strictObject({ deviceId: deviceIdSchema, sequence: z.int().min(1) });

/** Records of the same layout as those of sealed windows. */
export const naiveRecords = {
  window: {
    type: 'naiveWindow',
    attributes: ['deviceId', 'sequence'],
    schema: z.strictObject({
      header: headerSchema,
      essentialHash: sha256HexSchema,
      extendedHash: sha256HexSchema,
      signature: signedWindowSchema.shape.signature,
      submittedAt: timestampSchema,
    }),
  },
  essential: {
    type: 'naiveEssential',
    attributes: ['deviceId', 'sequence'],
    schema: z.strictObject({ essential: sealedRecordSchema }),
  },
  extended: {
    type: 'naiveExtended',
    attributes: ['deviceId', 'sequence'],
    schema: z.strictObject({ extended: sealedRecordSchema }),
  },
} as const satisfies Readonly<Record<string, RecordType>>;
