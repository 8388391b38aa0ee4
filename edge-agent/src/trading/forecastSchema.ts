import { amountSchema, meteredResourceSchema, periodIdSchema, timestampSchema } from '@acequia/protocol';
import { z } from 'zod';

/**
 * What a home will probably use until the end of the period, and how wrong such forecasts of this home have been. Amounts in base
 * units (Wh, L).
 */
export const forecastSchema = z.strictObject({
  resource: meteredResourceSchema,
  periodId: periodIdSchema,
  /** The end of what was measured, ledger seconds: the forecast begins there. */
  from: timestampSchema,
  /** The end of the period. */
  until: timestampSchema,
  /** Used in the period up to `from`. */
  used: amountSchema,
  /** Expected between `from` and `until`. */
  expected: amountSchema,
  /** `hour-of-week` where seven days or more are known; else `level`, the mean use of an hour. */
  basis: z.enum(['hour-of-week', 'level']),
  /** Hours of the past that it rests on. */
  knownHours: z.int().min(0),
  error: z.strictObject({
    /** Past forecasts of this home that were made again, and compared with what came. */
    tests: z.int().min(0),
    /** How far each of them looked ahead, hours. */
    hoursAhead: z.int().min(0),
    /** Mean of the errors without their sign, over `hoursAhead`. */
    meanAbsolute: amountSchema,
    /** Mean use over `hoursAhead` in the tests, to compare with. */
    meanUse: amountSchema,
    /** For the whole rest: four of five forecasts were off by no more. */
    band: amountSchema,
  }),
});
export type ForecastView = z.infer<typeof forecastSchema>;
