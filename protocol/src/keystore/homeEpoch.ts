import { z } from 'zod';
import { epochSchema, x25519KeySchema } from '../schemas/keys.js';
import { bytesSchema, homeIdSchema, random16HexSchema, requestIdSchema } from '../schemas/primitives.js';

/**
 * An epoch as its home keeps it, under the name `epoch/<number of ten digits>`: on the disk before it is published, so that a
 * restart publishes this one and draws no other keys. The home's gateway reads what the home's agent writes.
 */
export const homeEpochSchema = z.strictObject({
  homeId: homeIdSchema,
  /** What is, or shall be, on the ledger. */
  record: epochSchema,
  /** 32 bytes each. */
  keys: z.strictObject({ essential: bytesSchema(32), extended: bytesSchema(32), audit: bytesSchema(32) }),
  /** Who reads essential data in it besides home and community. */
  delegatee: z
    .strictObject({ delegationId: random16HexSchema, homeId: homeIdSchema, publicKey: x25519KeySchema })
    .optional(),
  /** Of the anchor: which agreement, and the salt. */
  agreement: z.strictObject({ delegationId: random16HexSchema, salt: random16HexSchema }).optional(),
  state: z.enum(['drafted', 'published', 'revoked']),
  requestId: requestIdSchema,
});
export type HomeEpoch = z.infer<typeof homeEpochSchema>;

/** A private X25519 key, 32 bytes in base64, under the name `operation/<version of ten digits>`. */
export const operationSecretSchema = z.strictObject({
  version: z.int().min(1),
  privateKey: bytesSchema(32),
  requestId: requestIdSchema,
});
export type OperationSecret = z.infer<typeof operationSecretSchema>;
