import { z } from 'zod';
import { timestampSchema } from '../schemas/primitives.js';

/** What is remembered of one kind of alarm of a home, so that none is raised twice; times are ledger seconds. */
export const alarmConditionSchema = z.strictObject({
  /** Whether what it is about is so, as far as is known. */
  isOn: z.boolean(),
  /** Whether it was raised and not cleared since. */
  isTold: z.boolean(),
  /** When it was last so. */
  lastAt: timestampSchema,
  /** When it was last raised. */
  raisedAt: timestampSchema.optional(),
  /** What happened since, and shall be raised together. */
  pending: z.int().min(0),
  /** The billing period that it belongs to, where it does to one: with the next it begins anew. */
  scope: z.string().optional(),
});
export type AlarmCondition = z.infer<typeof alarmConditionSchema>;

/** A home's alarms, by code or `code/resource`: a plain value, kept by whoever judges them. */
export const alarmStateSchema = z.record(z.string(), alarmConditionSchema);
export type AlarmState = z.infer<typeof alarmStateSchema>;
