import { intervalSchema, timestampSchema } from '@acequia/protocol';
import { z } from 'zod';

/** A stretch of trusted registers within an hour: `amount` base units (Wh or L) over the time that the registers account for. */
const usedSpanSchema = z.strictObject({
  start: timestampSchema,
  end: timestampSchema,
  from: intervalSchema.shape.from.unwrap(),
  to: intervalSchema.shape.to.unwrap(),
  amount: z.int().min(0),
});
export type UsedSpan = z.infer<typeof usedSpanSchema>;

/** What one window of a meter says of use, hour by hour: kept when the window itself is with the community and forgotten here. */
export const usedWindowSchema = z.strictObject({ end: timestampSchema, spans: z.array(usedSpanSchema) });
export type UsedWindow = z.infer<typeof usedWindowSchema>;
