import { z } from 'zod';
import { limitSchema } from '../querySchemas.js';

export const alarmsQuerySchema = z.strictObject({ limit: limitSchema(100, 1_000) });
