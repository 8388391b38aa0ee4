import { z } from 'zod';
import { epochNumberSchema } from './monitoring.js';
import {
  bytesSchema,
  homeIdSchema,
  periodIdSchema,
  requestIdSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';

/** An X25519 public key, 32 bytes in base64. */
export const x25519KeySchema = bytesSchema(32);

/** Whose key: a home, the community, or another party (auditors) by the hash of its Fabric key. */
export const keyOwnerSchema = z.string().regex(/^(SH[1-9][0-9]{0,2}|community|party-[0-9a-f]{64})$/);
export type KeyOwner = z.infer<typeof keyOwnerSchema>;
export const COMMUNITY_OWNER: KeyOwner = 'community';

const versionSchema = z.int().min(1).max(999_999);

/**
 * Publishes the caller's next operation key (paper 000 Eq. 2): households for their home, operators for the community, others
 * for themselves. Event `OperationKeyPublished`.
 */
export const publishOperationKeyRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  /** 1, then one more each time. */
  version: versionSchema,
  publicKey: x25519KeySchema,
  /** Of the community: the billing period that the key is for. */
  periodId: periodIdSchema.optional(),
});
export const operationKeyRecordSchema = z.strictObject({
  owner: keyOwnerSchema,
  version: versionSchema,
  publicKey: x25519KeySchema,
  periodId: periodIdSchema.optional(),
  publishedAt: timestampSchema,
  /** When its private half was destroyed: what was sealed to it nobody opens any more. */
  destroyedAt: timestampSchema.optional(),
});
export type OperationKeyRecord = z.infer<typeof operationKeyRecordSchema>;
export const latestOperationKeySchema = z.strictObject({ owner: keyOwnerSchema, version: versionSchema });
/** Records that the caller has destroyed the private half of a key of its own that a newer one has replaced. */
export const destroyOperationKeyRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  version: versionSchema,
});
/** Without a version: the newest. */
export const operationKeyRequestSchema = z.strictObject({
  owner: keyOwnerSchema,
  version: versionSchema.optional(),
});
/** Whom a public key belongs to, for good: no key serves twice. */
export const operationKeyUseSchema = z.strictObject({ owner: keyOwnerSchema, version: versionSchema });

/** Length of an epoch, ledger seconds: the grid counts from 1970. */
export const EPOCH_SECONDS = 21_600;
/** How long after its end a superseded epoch takes late records, ledger seconds, and at least wall-clock seconds. */
export const EPOCH_LATENESS_SECONDS = 72 * 3600;
export const EPOCH_LATENESS_WALL_SECONDS = 60;

/** Plaintext bytes of an epoch's notes; they are sealed as a record of the dataset `audit`. */
export const EPOCH_NOTES_LENGTH = 1536;

/** What a home publishes of an epoch: every one is of the same length, whether or not anything is delegated in it. */
export const epochSchema = z
  .strictObject({
    /** 1 for a home's first epoch, then without gaps. */
    epoch: epochNumberSchema,
    start: timestampSchema,
    /** The next multiple of `EPOCH_SECONDS` after the start. */
    end: timestampSchema,
    communityKeyVersion: versionSchema,
    /** `keyCommitment` of each key. */
    commitments: z.strictObject({
      essential: sha256HexSchema,
      extended: sha256HexSchema,
      audit: sha256HexSchema,
    }),
    /** `wrapForCommunity`, and `wrapForDelegatee` or a dummy that looks the same. */
    wraps: z.strictObject({ community: bytesSchema(144), second: bytesSchema(80) }),
    /** Salted hash of what the home agreed on off the ledger since its last epoch (`agreementAnchor`), or random. */
    anchor: sha256HexSchema,
    /** Notes to the community, sealed with the audit key: receipts, acknowledgements; padded. */
    notes: bytesSchema(EPOCH_NOTES_LENGTH + 106),
  })
  .refine(
    ({ start, end }) => end === (Math.floor(start / EPOCH_SECONDS) + 1) * EPOCH_SECONDS,
    'an epoch ends at the next point of the grid',
  );
export type Epoch = z.infer<typeof epochSchema>;

/**
 * Publishes consecutive epochs of the caller's home. The first may start before its predecessor ends: that one is revoked
 * then, and takes no records any more, for nobody shall see from outside whether it was a rotation or a revocation.
 */
export const publishEpochsRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  homeId: homeIdSchema,
  epochs: z.array(epochSchema).min(1).max(32),
});
export const epochRecordSchema = z.strictObject({
  homeId: homeIdSchema,
  ...epochSchema.shape,
  publishedAt: timestampSchema,
});
export type EpochRecord = z.infer<typeof epochRecordSchema>;
export const epochRevocationSchema = z.strictObject({
  homeId: homeIdSchema,
  epoch: epochNumberSchema,
  revokedAt: timestampSchema,
});
export const latestEpochSchema = z.strictObject({ homeId: homeIdSchema, epoch: epochNumberSchema });
export const epochRequestSchema = z.strictObject({
  homeId: homeIdSchema,
  /** Without it: the newest. */
  epoch: epochNumberSchema.optional(),
});
export const epochViewSchema = epochRecordSchema.extend({ revokedAt: timestampSchema.optional() });
export type EpochView = z.infer<typeof epochViewSchema>;

/** What a home tells the community with an epoch, inside of `notes`. Lists that do not fit wait for the next epoch. */
export const epochNotesSchema = z.strictObject({
  version: z.literal(1),
  receipts: z.array(z.strictObject({ alarmId: z.string(), openedAt: timestampSchema })),
  /** Epochs of others whose essential key this home got as delegatee and found right. */
  acknowledged: z.array(
    z.strictObject({ delegationId: z.string(), from: epochNumberSchema, to: epochNumberSchema }),
  ),
});
export type EpochNotes = z.infer<typeof epochNotesSchema>;
