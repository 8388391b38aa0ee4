import { statementSchema } from '@acequia/protocol';
import { z } from 'zod';
import { limitSchema } from '../querySchemas.js';

export const statementsQuerySchema = z.strictObject({ limit: limitSchema(31, 366) });
export const warningsQuerySchema = z.strictObject({
  /** The first day wanted, such as 2016-09-01. */
  since: statementSchema.shape.statementId.default('0000-00-00'),
  /** How many statements, with or without a warning in them, are looked through. */
  limit: limitSchema(5000, 50_000),
});
