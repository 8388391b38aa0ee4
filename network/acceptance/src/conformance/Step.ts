import { z } from 'zod';

/** One call on the ledger's state within a transaction of the conformance cases. */
export const stepSchema = z.strictObject({
  /** A home whose collection is meant; world state when absent. */
  homeId: z.string().optional(),
  method: z.enum(['get', 'getRequired', 'list', 'create', 'put', 'delete', 'hashOf', 'confine', 'purge']),
  /** Name of the record type. */
  type: z.string(),
  key: z.array(z.string()),
  value: z.unknown().optional(),
});
export type Step = z.infer<typeof stepSchema>;

/** What came of a step: its answer, or the refusal's message. */
export const outcomeSchema = z.union([
  z.strictObject({ value: z.unknown().optional() }),
  z.strictObject({ refusal: z.string() }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;
