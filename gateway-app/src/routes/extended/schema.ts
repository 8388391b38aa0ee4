import { z } from 'zod';
import { omit } from '../../omit.js';
import { readingsQuerySchema } from '../readings/schema.js';

export const extendedQuerySchema = z.strictObject(omit(readingsQuerySchema.shape, 'resource'));
