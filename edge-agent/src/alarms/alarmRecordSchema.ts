import { alarmSchema, timestampSchema } from '@acequia/protocol';
import { z } from 'zod';

/** An alarm that this home opened, as it lies on the disk, sealed at rest, under the name `alarm/<alarm id>`. */
export const alarmRecordSchema = z.strictObject({
  /** Counts up: alarms are handed on in the order they were opened in. */
  order: z.int().min(1),
  alarm: alarmSchema,
  /** Ledger seconds. */
  openedAt: timestampSchema,
  /** Whether the receipt is in the notes of an epoch on the ledger. */
  receiptSent: z.boolean(),
  handedOn: z.boolean(),
});
export type AlarmRecord = z.infer<typeof alarmRecordSchema>;
