import { periodIdSchema } from '@acequia/protocol';
import { z } from 'zod';

export const periodParamsSchema = z.strictObject({ periodId: periodIdSchema });
