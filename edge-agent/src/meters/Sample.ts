import { z } from 'zod';
import { extendedValuesSchema, timestampSchema } from '@acequia/protocol';

/** One reading of a meter. */
export const sampleSchema = z.strictObject({
  /** Ledger time, seconds since 1970. */
  at: timestampSchema,
  /** Cumulative register as the meter shows it, uncalibrated, in base units: Wh or L. */
  register: z.int().min(0).max(1_000_000_000_000),
  /**
   * What the meter tells besides, for home and community alone (X of paper 000 Eq. 1): temperature and humidity at that
   * time, Wh since the sample before.
   */
  extended: extendedValuesSchema.optional(),
});
export type Sample = z.infer<typeof sampleSchema>;
