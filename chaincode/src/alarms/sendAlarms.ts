import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { alarmDay } from './alarmDay.js';

/**
 * Puts a batch of sealed alarms on the ledger, under the day that it is sent on. How many of its slots are alarms, and
 * whose, chaincode cannot tell either.
 *
 * @throws LedgerError ALARM_BATCH_EXISTS.
 */
export async function sendAlarms(
  { state, now, emit }: WriteTransaction,
  { batchId, slots }: RequestOf<'alarms', 'sendAlarms'>,
): Promise<void> {
  const day = alarmDay(now);
  await state.create(publicRecords.alarmBatch, [day, batchId], { batchId, sentAt: now, slots });
  emit('AlarmsSent', { day, batchId });
}
