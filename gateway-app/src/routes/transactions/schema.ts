import { z } from 'zod';
import { limitSchema, positionSchema } from '../querySchemas.js';

export const transactionsQuerySchema = z.strictObject({
  limit: limitSchema(50, 500),
  before: positionSchema.optional(),
});
export const transactionParamsSchema = z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) });
