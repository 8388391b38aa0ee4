import {
  communityRecordSchema,
  deviceRecordSchema,
  epochNumberSchema,
  extendedPayloadSchema,
  requestIdSchema,
  sealedRecordSchema,
  sha256HexSchema,
  signedWindowSchema,
  timestampSchema,
  windowPayloadSchema,
} from '@acequia/protocol';
import { z } from 'zod';

/** What the ledger said last about the community and this home's devices: with it the agent starts while it is away. */
export const factsSchema = z.strictObject({
  community: communityRecordSchema,
  devices: z.array(deviceRecordSchema),
});
export type Facts = z.infer<typeof factsSchema>;

/** A window that waits in the queue: the datasets E and X of paper 000 Eq. 1, neither numbered nor signed nor sealed yet. */
export const queuedWindowSchema = z.strictObject({
  start: timestampSchema,
  end: timestampSchema,
  intervals: windowPayloadSchema.shape.intervals,
  extended: extendedPayloadSchema,
});
export type QueuedWindow = z.infer<typeof queuedWindowSchema>;

/** The last window of the device that is on the ledger, as far as the agent knows. */
export const chainSchema = z.strictObject({
  /** 0 when there is none. */
  sequence: z.int().min(0),
  /** `payloadHash` of it; 64 zeros when there is none, or when it cannot be read any more. */
  hash: sha256HexSchema,
});
export type Chain = z.infer<typeof chainSchema>;

/** A window with its place in the meter's chain and the meter's signature: sealed again it stays the same. */
export const signedReadingsSchema = z.strictObject({
  sequence: z.int().min(1),
  start: timestampSchema,
  end: timestampSchema,
  payload: windowPayloadSchema,
  extended: extendedPayloadSchema,
});
export type SignedReadings = z.infer<typeof signedReadingsSchema>;

/** A window sealed under an epoch. */
export const sealedWindowSchema = z.strictObject({
  epoch: epochNumberSchema,
  window: signedWindowSchema,
  /** X, sealed, base64. */
  extended: sealedRecordSchema,
});
export type SealedWindow = z.infer<typeof sealedWindowSchema>;

/** One submission under way: kept before it is endorsed, so that a restart repeats this one and makes no other. */
export const packSchema = z.strictObject({
  requestId: requestIdSchema,
  windows: z
    .array(z.strictObject({ readings: signedReadingsSchema, sealed: sealedWindowSchema }))
    .min(1)
    .max(64),
});
export type Pack = z.infer<typeof packSchema>;

/** An answer to a complaint under way: kept as packs are. */
export const answerSchema = z.strictObject({
  requestId: requestIdSchema,
  sequence: z.int().min(1),
  /** The revision that was complained of. */
  revision: z.int().min(0),
  sealed: sealedWindowSchema,
});
export type Answer = z.infer<typeof answerSchema>;

/** A window that the ledger refused for good. */
export const asideSchema = z.strictObject({
  window: queuedWindowSchema,
  /** The refusal's code. */
  code: z.string(),
  /** Wall clock, milliseconds since 1970. */
  refusedAt: z.int().min(0),
});
export type Aside = z.infer<typeof asideSchema>;
