import { z } from 'zod';
import { keyOwnerSchema } from './keys.js';
import { dekSchema } from './complaints.js';
import {
  bytesSchema,
  deviceIdSchema,
  documentNumberSchema,
  homeIdSchema,
  mspIdSchema,
  random16HexSchema,
  requestIdSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';

export const disputeIdSchema = z.string().regex(/^D-[0-9a-f]{16}$/);

/** What a dispute is about: a window, or a bill with the windows behind it. */
export const disputeSubjectSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('window'),
    deviceId: deviceIdSchema,
    sequence: z.int().min(1).max(9_999_999_999),
  }),
  z.strictObject({ kind: z.literal('bill'), number: documentNumberSchema }),
]);
export type DisputeSubject = z.infer<typeof disputeSubjectSchema>;

/** Opened by the home that the window or bill is of, or by the community. */
export const openDisputeRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  disputeId: disputeIdSchema,
  homeId: homeIdSchema,
  subject: disputeSubjectSchema,
  /** The auditor who shall decide: a party with that role and an operation key. */
  auditor: z.strictObject({ mspId: mspIdSchema, keyHash: sha256HexSchema }),
  /** Salted hash of the reason, which is told to the auditor alone. */
  reasonHash: sha256HexSchema,
  /** The reason (`disputeReasonSchema`) sealed to the auditor. */
  sealedReason: bytesSchema(512 + 48),
});
export const DISPUTE_REASON_LENGTH = 512;
export const disputeReasonSchema = z.strictObject({
  version: z.literal(1),
  salt: random16HexSchema,
  words: z.string().min(1).max(300),
});

/**
 * Discloses records' keys to the auditor. Transient `deks` holds them in the same order, in hex: chaincode checks each against
 * its record's commitment.
 */
export const discloseRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  disputeId: disputeIdSchema,
  auditorKeyVersion: z.int().min(1),
  disclosures: z
    .array(
      z.strictObject({
        deviceId: deviceIdSchema,
        sequence: z.int().min(1).max(9_999_999_999),
        /** `sealRecordKey` to the auditor. */
        sealedDek: bytesSchema(80),
      }),
    )
    .min(1)
    .max(100),
});
export const deksSchema = z.array(dekSchema).min(1).max(100);
export const disclosureRecordSchema = z.strictObject({
  disputeId: disputeIdSchema,
  deviceId: deviceIdSchema,
  sequence: z.int(),
  /** The window's revision that the key opens. */
  revision: z.int().min(0),
  auditorKeyVersion: z.int().min(1),
  sealedDek: bytesSchema(80),
  /** `household` or `operator`. */
  disclosedBy: z.enum(['household', 'operator']),
  disclosedAt: timestampSchema,
});
export type DisclosureRecord = z.infer<typeof disclosureRecordSchema>;

export const findingOutcomeSchema = z.enum(['upheld', 'dismissed']);
/** What the auditor found, for home and community alone; its salted hash is public. */
export const findingSchema = z.strictObject({
  version: z.literal(1),
  salt: random16HexSchema,
  disputeId: disputeIdSchema,
  outcome: findingOutcomeSchema,
  words: z.string().min(1).max(600),
  /** What the home shall be charged more (or, below zero, less), minor units; 0 where no bill changes. */
  correctionMinor: z.string().regex(/^(0|-?[1-9][0-9]{0,15})$/),
});
export type Finding = z.infer<typeof findingSchema>;
export const FINDING_LENGTH = 1024;

/** The auditor's finding; the transaction's signature is the auditor's. */
export const recordFindingRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  disputeId: disputeIdSchema,
  outcome: findingOutcomeSchema,
  findingHash: sha256HexSchema,
  /** The finding sealed to the home's and the community's newest operation keys. */
  sealedForHome: bytesSchema(FINDING_LENGTH + 48),
  sealedForCommunity: bytesSchema(FINDING_LENGTH + 48),
});
/** The community closes it: with the note that followed, if any did. Settled auctions stay as they are. */
export const closeDisputeRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  disputeId: disputeIdSchema,
  note: documentNumberSchema.optional(),
});

export const disputeRecordSchema = z.strictObject({
  disputeId: disputeIdSchema,
  homeId: homeIdSchema,
  subject: disputeSubjectSchema,
  openedBy: z.enum(['household', 'operator']),
  auditor: z.strictObject({ mspId: mspIdSchema, keyHash: sha256HexSchema, owner: keyOwnerSchema }),
  reasonHash: sha256HexSchema,
  sealedReason: bytesSchema(512 + 48),
  openedAt: timestampSchema,
  status: z.enum(['open', 'found', 'closed']),
  finding: z
    .strictObject({
      outcome: findingOutcomeSchema,
      findingHash: sha256HexSchema,
      sealedForHome: bytesSchema(FINDING_LENGTH + 48),
      sealedForCommunity: bytesSchema(FINDING_LENGTH + 48),
      foundAt: timestampSchema,
    })
    .optional(),
  note: documentNumberSchema.optional(),
  closedAt: timestampSchema.optional(),
});
export type DisputeRecord = z.infer<typeof disputeRecordSchema>;
export const disputeRequestSchema = z.strictObject({ disputeId: disputeIdSchema });
export const disputeViewSchema = disputeRecordSchema.extend({ disclosures: z.array(disclosureRecordSchema) });
export const disputesRequestSchema = z.strictObject({ homeId: homeIdSchema });
export const disputesSchema = z.array(disputeRecordSchema);
/** Which home a dispute is of, listed by home. */
export const homeDisputeSchema = z.strictObject({ homeId: homeIdSchema, disputeId: disputeIdSchema });
