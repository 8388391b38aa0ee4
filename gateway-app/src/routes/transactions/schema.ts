import { z } from 'zod';
import type { Position, TransactionRow } from '../../readModel/queries/LedgerQueries.js';
import { limitSchema, numberSchema } from '../querySchemas.js';

const positionSchema = z
  .string()
  .max(40)
  .transform((text) => text.split('.'))
  .pipe(z.tuple([numberSchema, numberSchema]))
  .transform(([block, position]): Position => ({ block, position }));

export const transactionsQuerySchema = z.strictObject({
  limit: limitSchema(50, 500),
  before: positionSchema.optional(),
});
export const transactionParamsSchema = z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) });

/** The `before` of the page that follows this transaction. */
export function before({ block, position }: TransactionRow): string {
  return `${block}.${position}`;
}
