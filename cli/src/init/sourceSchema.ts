import { z } from 'zod';
import { textLike } from './textLike.js';

const file = z.string().min(1).max(200);

/** Where a meter's readings come from, as the community file says it; files are relative to the data folder. */
export const sourceSchema = z.discriminatedUnion('format', [
  /** Hourly kWh in CSV, read as local time at a fixed offset from UTC. */
  z.strictObject({
    format: z.literal('citylearn'),
    file,
    utcOffsetMinutes: z.int().min(-720).max(840),
    firstHour: textLike(/^\d{4}-\d{2}-\d{2}T\d{2}:00$/, 'must be a local hour such as 2016-08-01T00:00'),
  }),
  /** Cumulative registers of many meters in gzipped CSV, in a zone's local time. */
  z.strictObject({
    format: z.literal('daiad'),
    file,
    meter: z.string().min(1).max(40),
    zone: z.string().min(1),
  }),
  /** The built-in household model. */
  z.strictObject({ format: z.literal('model') }),
]);
export type Source = z.infer<typeof sourceSchema>;
