import { timestampSchema } from '@acequia/protocol';
import { z } from 'zod';
import type { Position } from '../readModel/queries/LedgerQueries.js';

const digits = z.string().regex(/^(0|[1-9][0-9]{0,14})$/);

/** A whole number in a query or path. */
export const numberSchema = digits.transform(Number);

/** Ledger seconds in a query. */
export const timeSchema = numberSchema.pipe(timestampSchema);

/** How many rows a page has: at most `most`, `usual` when nothing is said. */
export function limitSchema(usual: number, most: number): z.ZodType<number, string | undefined> {
  return numberSchema.pipe(z.int().min(1).max(most)).default(usual);
}

/** A place in the ledger as `nextPage` writes it. */
export const positionSchema = z
  .string()
  .max(40)
  .transform((text) => text.split('.'))
  .pipe(z.tuple([numberSchema, numberSchema]))
  .transform(([block, position]): Position => ({ block, position }));

/** The `before` of the page that follows one which ends here. */
export function nextPage({ block, position }: Position): string {
  return `${block}.${position}`;
}

/** A query without parameters. */
export const noQuerySchema = z.strictObject({});
