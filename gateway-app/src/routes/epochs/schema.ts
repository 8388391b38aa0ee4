import { z } from 'zod';
import { limitSchema, numberSchema } from '../querySchemas.js';

export const epochsQuerySchema = z.strictObject({
  limit: limitSchema(50, 500),
  /** Epochs with lower numbers than this. */
  before: numberSchema.optional(),
});
