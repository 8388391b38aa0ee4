import { timestampSchema } from '@acequia/protocol';
import { z } from 'zod';

const registerSchema = z.int().min(0);

/** A stretch over which one register runs plausibly: from a fresh start or reset to the next. */
export const regimeSchema = z.strictObject({
  /** Register up to which consumption has been told. */
  base: registerSchema,
  /** End of the interval that told it, or in which the regime began. */
  baseEnd: timestampSchema,
  /** The last trusted register, and when it was read. */
  last: registerSchema,
  lastAt: timestampSchema,
  /** Whether more than one interval's consumption has gathered. */
  catchUp: z.boolean(),
});
export type Regime = z.infer<typeof regimeSchema>;

/** Registers that do not fit the regime but may turn out to be a new one. */
export const candidateSchema = z.strictObject({
  first: registerSchema,
  firstEnd: timestampSchema,
  last: registerSchema,
  lastAt: timestampSchema,
  count: z.int().min(1),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** All that f_p remembers between samples: a plain value, so that it survives a restart. */
export const intervalStateSchema = z.strictObject({
  /** Start of the open interval: everything before was told. */
  start: timestampSchema,
  /** When the last sample was read; earlier ones are repeats. */
  sampledAt: z.int().min(-1),
  /** Regimes whose consumption is not all told yet; the last one is live. */
  regimes: z.array(regimeSchema),
  candidate: candidateSchema.optional(),
  /** When the last sample that was not trusted was read. */
  suspectAt: z.int().min(-1),
  /** End of the last interval that carried consumption, or the very start: rates are judged from here. */
  toldEnd: timestampSchema,
  /** Whether the first regime is another than the last one that was told. */
  switched: z.boolean(),
  /** Whether a suspect interval has been told since consumption was: it announces that the register may jump. */
  announced: z.boolean(),
  /** Energy: highest mean power of a step in the open interval, W, and where the next step starts. */
  maxW: z.int().min(0),
  stepFrom: z.strictObject({ register: registerSchema, at: timestampSchema }).optional(),
});
export type IntervalState = z.infer<typeof intervalStateSchema>;
