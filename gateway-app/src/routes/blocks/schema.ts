import { z } from 'zod';
import { limitSchema, numberSchema } from '../querySchemas.js';

export const blocksQuerySchema = z.strictObject({
  limit: limitSchema(50, 500),
  /** Blocks below this number. */
  before: numberSchema.optional(),
});
export const blockParamsSchema = z.strictObject({ number: numberSchema });
