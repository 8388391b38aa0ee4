import {
  communityRecordSchema,
  deviceRecordSchema,
  requestIdSchema,
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

/** A window that waits in the queue. */
export const queuedWindowSchema = z.strictObject({
  start: timestampSchema,
  end: timestampSchema,
  payload: windowPayloadSchema,
});
export type QueuedWindow = z.infer<typeof queuedWindowSchema>;

/** The last window of the device that is on the ledger, as far as the agent knows. */
export const chainSchema = z.strictObject({
  /** 0 when there is none. */
  sequence: z.int().min(0),
  /** SHA-256 of its canonical header; 64 zeros when there is none. */
  hash: sha256HexSchema,
});
export type Chain = z.infer<typeof chainSchema>;

/** One submission under way: kept before it is endorsed, so that a restart repeats this one and makes no other. */
export const packSchema = z.strictObject({
  requestId: requestIdSchema,
  windows: z.array(signedWindowSchema).min(1).max(64),
});
export type Pack = z.infer<typeof packSchema>;

/** A window that the ledger refused for good. */
export const asideSchema = z.strictObject({
  window: queuedWindowSchema,
  /** The refusal's code. */
  code: z.string(),
  /** Wall clock, milliseconds since 1970. */
  refusedAt: z.int().min(0),
});
export type Aside = z.infer<typeof asideSchema>;
