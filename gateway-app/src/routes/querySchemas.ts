import { timestampSchema } from '@acequia/protocol';
import { z } from 'zod';

const digits = z.string().regex(/^(0|[1-9][0-9]{0,14})$/);

/** A whole number in a query or path. */
export const numberSchema = digits.transform(Number);

/** Ledger seconds in a query. */
export const timeSchema = numberSchema.pipe(timestampSchema);

/** How many rows a page has: at most `most`, `usual` when nothing is said. */
export function limitSchema(usual: number, most: number): z.ZodType<number, string | undefined> {
  return numberSchema.pipe(z.int().min(1).max(most)).default(usual);
}

/** A query without parameters. */
export const noQuerySchema = z.strictObject({});
