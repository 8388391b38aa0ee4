import { deviceIdSchema, meteredResourceSchema } from '@acequia/protocol';
import { z } from 'zod';
import type { ReadingCursor } from '../../readModel/queries/ReadingQueries.js';
import { limitSchema, numberSchema, timeSchema } from '../querySchemas.js';

const cursorPartsSchema = z.tuple([numberSchema, deviceIdSchema, numberSchema, numberSchema]);

const cursorSchema = z
  .string()
  .max(100)
  .transform((text) => text.split('.'))
  .pipe(cursorPartsSchema)
  .transform(([start, deviceId, sequence, position]): ReadingCursor => ({
    start,
    deviceId,
    sequence,
    position,
  }));

export const readingsQuerySchema = z.strictObject({
  /** Ledger seconds: intervals that start in [from, to). */
  from: timeSchema.default(0),
  to: timeSchema.default(Number.MAX_SAFE_INTEGER),
  resource: meteredResourceSchema.optional(),
  limit: limitSchema(500, 5000),
  cursor: cursorSchema.optional(),
});

/** Where the page after this reading starts. */
export function cursorAfter({ start, deviceId, sequence, position }: ReadingCursor): string {
  return [start, deviceId, sequence, position].join('.');
}
