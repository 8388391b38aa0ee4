import { z } from 'zod';
import { signedWindowSchema } from './monitoring.js';
import {
  bytesSchema,
  deviceIdSchema,
  homeIdSchema,
  requestIdSchema,
  sha256HexSchema,
  timestampSchema,
  windowSequenceSchema,
} from './primitives.js';

/** Why the community cannot read a window. `KEY_*`: the epoch's keys; `RECORD_*`: the record itself; X_* the extended one. */
export const complaintCodeSchema = z.enum([
  'KEY_WRAP_BROKEN',
  'KEY_COMMITMENT_WRONG',
  'RECORD_COMMITMENT_WRONG',
  'RECORD_SEAL_BROKEN',
  'RECORD_CONTENT_MALFORMED',
  'EXTENDED_WITHHELD',
  'EXTENDED_UNREADABLE',
]);
export type ComplaintCode = z.infer<typeof complaintCodeSchema>;
/** The community complains of windows that it cannot read; the home seals them again, or reveals their keys. */
export const complainRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  complaints: z
    .array(
      z.strictObject({ deviceId: deviceIdSchema, sequence: windowSequenceSchema, code: complaintCodeSchema }),
    )
    .min(1)
    .max(100),
});
export const complaintRecordSchema = z.strictObject({
  homeId: homeIdSchema,
  deviceId: deviceIdSchema,
  sequence: windowSequenceSchema,
  /** The revision of the window that it is about; a higher one answers it. */
  revision: z.int().min(0),
  code: complaintCodeSchema,
  complainedAt: timestampSchema,
});
export type ComplaintRecord = z.infer<typeof complaintRecordSchema>;
/** Complaints of a home that no republication, reveal or decision has answered. */
export const complaintsSchema = z.array(complaintRecordSchema);

/** The home's answer to a complaint: the same window sealed again, pending data included. Transient `extended`: its X. */
export const republishWindowRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  window: signedWindowSchema,
});
/** The other answer: the record's key, transient `dek`, checked against the commitment, and sealed to the community. */
export const revealWindowRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  deviceId: deviceIdSchema,
  sequence: windowSequenceSchema,
  /** Version of the community's key that it is sealed to. */
  communityKeyVersion: z.int().min(1),
  /** `sealRecordKey`, 80 bytes in base64. */
  sealedDek: bytesSchema(80),
});
/** A record's own key, 32 bytes in hex. */
export const dekSchema = sha256HexSchema;
export const revealRecordSchema = revealWindowRequestSchema
  .omit({ requestId: true })
  .extend({ revision: z.int().min(0), revealedAt: timestampSchema });
export type RevealRecord = z.infer<typeof revealRecordSchema>;
