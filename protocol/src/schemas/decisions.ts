import { z } from 'zod';
import {
  deviceIdSchema,
  periodIdSchema,
  requestIdSchema,
  timestampSchema,
  windowRevisionSchema,
  windowSequenceSchema,
} from './primitives.js';

export const verdictSchema = z.enum(['accepted', 'rejected']);
export const decisionSchema = z
  .strictObject({
    deviceId: deviceIdSchema,
    sequence: windowSequenceSchema,
    /** The revision of the window that was judged: 0 where absent. */
    revision: windowRevisionSchema.optional(),
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
  revision: windowRevisionSchema.optional(),
  verdict: verdictSchema,
  periodId: periodIdSchema.optional(),
  code: z.string().optional(),
  decidedAt: timestampSchema,
  /** Set when the period that the window starts in had been closed: it counts for a note, not for the bill. */
  afterClose: z.boolean(),
});
export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
