import { z } from 'zod';
import { limitSchema } from '../querySchemas.js';

export const withdrawalsQuerySchema = z.strictObject({ limit: limitSchema(50, 500) });
