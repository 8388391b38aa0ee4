import { z } from 'zod';
import { deviceIdSchema, sha256HexSchema, timestampSchema } from '../schemas/primitives.js';

/** Where one device's register stood after its last decided window. */
export const registerStandSchema = z.strictObject({
  /** The last trusted register, calibrated, in base units; absent until there was one. */
  value: z.int().min(0).optional(),
  /** End of the interval that carried it, or start of the device's first interval: from here on rates are judged. */
  since: timestampSchema,
  /** End of the last interval that was seen. */
  until: timestampSchema,
  /** Whether something suspect or rejected lies behind: the register may then stand anywhere (reset, swap). */
  broken: z.boolean(),
  /** Whether time that no window covered lies behind: the register may then have moved on. */
  hole: z.boolean(),
});
export type RegisterStand = z.infer<typeof registerStandSchema>;

/**
 * What the windows of one home, resource and flow have said so far: all that judging the next one needs. It spans devices,
 * so that a swap counts nothing twice. A plain value, kept by whoever decides windows.
 */
export const readingHistorySchema = z.strictObject({
  registers: z.record(deviceIdSchema, registerStandSchema),
  /** Spans [start, end) whose consumption has been counted: ascending, apart, never touching. */
  covered: z.array(z.tuple([timestampSchema, timestampSchema])),
  /** Hash of each device's last payload, which its next one carries; null where that could not be read. */
  chains: z.record(deviceIdSchema, sha256HexSchema.nullable()),
});
export type ReadingHistory = z.infer<typeof readingHistorySchema>;
