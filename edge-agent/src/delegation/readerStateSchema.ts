import { deviceIdSchema } from '@acequia/protocol';
import { z } from 'zod';
import { keyFaultSchema } from '../control/controlSchemas.js';

const windowSchema = z.strictObject({ deviceId: deviceIdSchema, sequence: z.int().min(1) });

/** How far a delegatee has read a delegator's ledger records, under the name `reader/<delegation id>`. */
export const readerStateSchema = z.strictObject({
  /** The delegator's newest epoch that was looked at; absent before the first look. */
  lastEpoch: z.int().min(0).optional(),
  /** Whether an epoch of after the delegation's time was seen. */
  isPast: z.boolean(),
  /** Epochs whose key opened and was the one committed to, ascending. */
  opened: z.array(z.int().min(1)),
  /** Those of them that the community was told of. */
  acknowledged: z.array(z.int().min(1)),
  faults: z.array(keyFaultSchema),
  /** Windows that were announced and not read yet. */
  pending: z.array(windowSchema),
  /** Windows that could not be read. */
  unopened: z.array(windowSchema.extend({ epoch: z.int().optional(), code: z.string() })),
});
export type ReaderState = z.infer<typeof readerStateSchema>;
