import { homeIdSchema, timestampSchema } from '@acequia/protocol';
import { z } from 'zod';

/** What somebody could read: a dataset of the home, its alarms, or one record whose key was handed over. */
export const consentScopeSchema = z.enum(['essential', 'extended', 'notes', 'alarms', 'record']);
export type ConsentScope = z.infer<typeof consentScopeSchema>;

/** Who could read what of a home's, from when to when, and why. */
export const consentEntrySchema = z.strictObject({
  /** `community`, a home such as SH2, or `party-<keyHash>` of an auditor. */
  reader: z.string(),
  scope: consentScopeSchema,
  /** Ledger seconds: what was measured from `from` up to `to`; of alarms, those sent then. Open where it goes on. */
  from: timestampSchema,
  to: timestampSchema.optional(),
  why: z.enum(['membership', 'delegation', 'dispute']),
  /** The delegation's or dispute's id. */
  reference: z.string().optional(),
  /** The home's epochs whose keys the reader got, in runs. */
  epochs: z.array(z.strictObject({ from: z.int(), to: z.int() })).optional(),
  /** Of single records. */
  record: z.strictObject({ deviceId: z.string(), sequence: z.int() }).optional(),
  /** Ledger seconds: when the key was handed over. */
  since: timestampSchema.optional(),
});
export type ConsentEntry = z.infer<typeof consentEntrySchema>;

/** The whole log of a home; it says what could be read, not what was. */
export const consentLogSchema = z.strictObject({
  homeId: homeIdSchema,
  /** Ledger seconds: when it was drawn up. */
  at: timestampSchema,
  entries: z.array(consentEntrySchema),
  /** Windows that were erased since: whoever opened one before has it, nobody else can any more. */
  purged: z.array(z.strictObject({ deviceId: z.string(), sequence: z.int(), purgedAt: timestampSchema })),
});
export type ConsentLog = z.infer<typeof consentLogSchema>;
