import { homeIdSchema, periodIdSchema } from '@acequia/protocol';
import { z } from 'zod';

export const homeParamsSchema = z.strictObject({ homeId: homeIdSchema });
export const useQuerySchema = z.strictObject({ period: periodIdSchema.optional() });
