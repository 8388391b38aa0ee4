import { z } from 'zod';
import {
  amountSchema,
  bytesSchema,
  deviceIdSchema,
  homeIdSchema,
  periodIdSchema,
  random16HexSchema,
  requestIdSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';

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

const sequenceSchema = z.int().min(1).max(9_999_999_999);
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
    sequence: sequenceSchema,
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

const revisionSchema = z.int().min(0).max(100);

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
  revision: revisionSchema,
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
export const keptRecordSchema = z.strictObject({ deviceId: deviceIdSchema, oldest: sequenceSchema });

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
    .array(z.strictObject({ deviceId: deviceIdSchema, sequence: sequenceSchema, code: complaintCodeSchema }))
    .min(1)
    .max(100),
});
export const complaintRecordSchema = z.strictObject({
  homeId: homeIdSchema,
  deviceId: deviceIdSchema,
  sequence: sequenceSchema,
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
  sequence: sequenceSchema,
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

export const verdictSchema = z.enum(['accepted', 'rejected']);
export const decisionSchema = z
  .strictObject({
    deviceId: deviceIdSchema,
    sequence: sequenceSchema,
    /** The revision of the window that was judged: 0 where absent. */
    revision: revisionSchema.optional(),
    verdict: verdictSchema,
    /** The period that the window starts in; absent when it starts in none. */
    periodId: periodIdSchema.optional(),
    /** Why it was rejected: a code of `checkWindow`, never a value. */
    code: z
      .string()
      .regex(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/)
      .max(40)
      .optional(),
  })
  .refine(
    (decision) => (decision.verdict === 'rejected') === (decision.code !== undefined),
    'a rejection, and nothing else, has a code',
  );
export type Decision = z.infer<typeof decisionSchema>;
export const decideWindowsRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  decisions: z.array(decisionSchema).min(1).max(200),
});
export const decisionRecordSchema = z.strictObject({
  deviceId: deviceIdSchema,
  sequence: z.int(),
  revision: revisionSchema.optional(),
  verdict: verdictSchema,
  periodId: periodIdSchema.optional(),
  code: z.string().optional(),
  decidedAt: timestampSchema,
  /** Set when the period that the window starts in had been closed: it counts for a note, not for the bill. */
  afterClose: z.boolean(),
});
export type DecisionRecord = z.infer<typeof decisionRecordSchema>;

export const windowRequestSchema = z.strictObject({
  deviceId: deviceIdSchema,
  sequence: sequenceSchema,
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

/** Private: the regular message of the community to one home. It is sent whether or not there is a warning in it. */
export const statementSchema = z.strictObject({
  version: z.literal(1),
  salt: random16HexSchema,
  homeId: homeIdSchema,
  statementId: z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
  periodId: z.string(),
  at: timestampSchema,
  lines: z.array(
    z.strictObject({
      resource: z.enum(['energy', 'water']),
      use: z.int().min(0),
      quota: z.int().min(0),
      unit: z.enum(['Wh', 'L']),
      /** Of a home that produces: what it made, and what of that it delivered; the rest is taken off its use. */
      produced: z.int().min(0).exactOptional(),
      delivered: z.int().min(0).exactOptional(),
    }),
  ),
  warnings: z.array(
    z.strictObject({
      code: z.enum(['NEAR_LIMIT', 'OVER_QUOTA', 'DEVICE_SILENT', 'DATA_SUSPECT', 'WINDOW_REJECTED']),
      resource: z.enum(['energy', 'water']),
      /** Of NEAR_LIMIT and OVER_QUOTA: the share of the quota used, in per cent. */
      percent: z.int().min(0).max(1_000_000).optional(),
    }),
  ),
  /** The home's account with the community for delegation fees; absent while there was never anything on it. */
  service: z
    .strictObject({
      /** Tokens, minor units. */
      balance: amountSchema,
      /** Since the statement before. */
      movements: z.array(
        z.strictObject({
          kind: z.enum(['deposit', 'escrow', 'fee', 'funding', 'refund', 'return', 'withdrawal']),
          amount: amountSchema,
          delegationId: random16HexSchema.optional(),
          at: timestampSchema,
        }),
      ),
    })
    .optional(),
});
export type Statement = z.infer<typeof statementSchema>;
export const deliverStatementRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  homeId: homeIdSchema,
  statementId: statementSchema.shape.statementId,
});
export const statementRequestSchema = z.strictObject({
  homeId: homeIdSchema,
  statementId: statementSchema.shape.statementId,
});
