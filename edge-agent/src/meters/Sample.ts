import { z } from 'zod';
import { timestampSchema } from '@acequia/protocol';

/** One reading of a meter. */
export const sampleSchema = z.strictObject({
  /** Ledger time, seconds since 1970. */
  at: timestampSchema,
  /** Cumulative register as the meter shows it, uncalibrated, in base units: Wh or L. */
  register: z.int().min(0).max(1_000_000_000_000),
});
export type Sample = z.infer<typeof sampleSchema>;
