import { random16HexSchema } from '@acequia/protocol';
import { z } from 'zod';
import { decisionSchema } from './decisionSchema.js';
import { tradeOutcomeSchema } from './tradeEntry.js';

/** Something that the rules came to, and what came of it. */
export const tradingLogEntrySchema = z.strictObject({
  id: z.int().min(1),
  mode: z.enum(['dry-run', 'on']),
  decision: decisionSchema,
  /** The trade that was begun; absent in a dry run and where nothing is traded. */
  tradeId: random16HexSchema.optional(),
  /** What came of it; absent while it is under way. */
  outcome: tradeOutcomeSchema.optional(),
});
export type TradingLogEntry = z.infer<typeof tradingLogEntrySchema>;
