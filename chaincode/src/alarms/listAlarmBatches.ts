import { publicRecords, type AlarmBatchRecord } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';

/** The batches of one day, by id: a recipient that was away goes through the days that it missed. */
export async function listAlarmBatches(
  { state }: QueryTransaction,
  { day }: RequestOf<'alarms', 'listAlarmBatches'>,
): Promise<AlarmBatchRecord[]> {
  const batches = await state.list(publicRecords.alarmBatch, [day]);
  return batches.map(({ value }) => value);
}
