import { random16HexSchema, resourceSchema } from '@acequia/protocol';
import { z } from 'zod';
import { limitSchema, positionSchema } from '../querySchemas.js';

export const auctionParamsSchema = z.strictObject({ auctionId: random16HexSchema });
export const auctionsQuerySchema = z.strictObject({
  resource: resourceSchema.optional(),
  limit: limitSchema(50, 200),
  before: positionSchema.optional(),
});
export const tradesQuerySchema = z.strictObject({ resource: resourceSchema.optional() });
