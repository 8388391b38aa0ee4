import { random16HexSchema, quotaResourceSchema } from '@acequia/protocol';
import { z } from 'zod';
import { limitSchema, positionSchema } from '../querySchemas.js';

export const auctionParamsSchema = z.strictObject({ auctionId: random16HexSchema });
export const auctionsQuerySchema = z.strictObject({
  resource: quotaResourceSchema.optional(),
  limit: limitSchema(50, 200),
  before: positionSchema.optional(),
});
export const tradesQuerySchema = z.strictObject({ resource: quotaResourceSchema.optional() });
