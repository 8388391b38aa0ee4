import { z } from 'zod';
import { amountSchema, timestampSchema } from './primitives.js';

/** Home to community: how much have I on account with you? */
export const askServiceBalanceSchema = z.strictObject({ type: z.literal('askServiceBalance') });
/** Community to home: so much, tokens in minor units, when the letter was written. */
export const serviceBalanceSchema = z.strictObject({
  type: z.literal('serviceBalance'),
  balance: amountSchema,
  /** Ledger seconds. */
  at: timestampSchema,
});
