import { z } from 'zod';
import {
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

/** What the home and the community alone see of a window; its salt keeps the public hash from being guessed. */
export const windowPayloadSchema = z.strictObject({
  version: z.literal(1),
  salt: random16HexSchema,
  intervals: z.array(intervalSchema).min(1).max(1500),
});
export type WindowPayload = z.infer<typeof windowPayloadSchema>;

/** The public part of a window of intervals of one device. */
export const windowHeaderSchema = z
  .strictObject({
    version: z.literal(1),
    homeId: homeIdSchema,
    deviceId: deviceIdSchema,
    /** 1 for a device's first window, then without gaps. */
    sequence: z.int().min(1).max(9_999_999_999),
    start: timestampSchema,
    end: timestampSchema,
    intervals: z.int().min(1).max(1500),
    /** SHA-256 of the canonical payload. */
    payloadHash: sha256HexSchema,
    /** SHA-256 of the predecessor's canonical header; 64 zeros for the first. */
    previousHash: sha256HexSchema,
  })
  .refine((header) => header.start < header.end, 'a window ends after it starts');
export type WindowHeader = z.infer<typeof windowHeaderSchema>;

export const signedWindowSchema = z.strictObject({
  header: windowHeaderSchema,
  /** The device's ECDSA P-256 SHA-256 signature over the canonical header, IEEE P1363, 64 bytes in base64. */
  signature: z.base64().length(88),
});
export type SignedWindow = z.infer<typeof signedWindowSchema>;

/** Consecutive windows of one device. Transient `payloads`: the windows' payloads in the same order. */
export const submitWindowsRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  windows: z.array(signedWindowSchema).min(1).max(64),
});
export const windowPayloadsSchema = z.array(windowPayloadSchema).min(1).max(64);

export const windowRecordSchema = signedWindowSchema.extend({ submittedAt: timestampSchema });
export type WindowRecord = z.infer<typeof windowRecordSchema>;

export const verdictSchema = z.enum(['accepted', 'rejected']);
export const decisionSchema = z
  .strictObject({
    deviceId: deviceIdSchema,
    sequence: z.int().min(1).max(9_999_999_999),
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
  sequence: z.int().min(1).max(9_999_999_999),
});
export const windowViewSchema = windowRecordSchema.extend({ decision: decisionRecordSchema.optional() });
export const lastWindowRequestSchema = z.strictObject({ deviceId: deviceIdSchema });
export const lastWindowSchema = z.strictObject({ window: windowRecordSchema.optional() });

/** Erases one window's payload from every store (`PurgePrivateData`); the public header stays. */
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
