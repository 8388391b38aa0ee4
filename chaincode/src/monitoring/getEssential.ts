import { publicRecords, sequenceAttribute } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';
import { MonitoringError } from './MonitoringError.js';

/**
 * A window's sealed E, for everybody: who has no key reads nothing in it.
 *
 * @throws MonitoringError PAYLOAD_PURGED; ESSENTIAL_DROPPED when it is older than what the home keeps in state.
 * @throws LedgerError WINDOW_UNKNOWN.
 */
export async function getEssential(
  { state }: QueryTransaction,
  { deviceId, sequence }: RequestOf<'monitoring', 'getEssential'>,
): Promise<ResponseOf<'monitoring', 'getEssential'>> {
  const key = [deviceId, sequenceAttribute(sequence)];
  const kept = await state.get(publicRecords.essential, key);
  if (kept !== undefined) return kept;
  await state.getRequired(publicRecords.window, key);
  if ((await state.get(publicRecords.purge, key)) !== undefined) {
    throw new MonitoringError('PAYLOAD_PURGED', `the records of window ${deviceId} ${sequence} are erased`);
  }
  throw new MonitoringError(
    'ESSENTIAL_DROPPED',
    `window ${deviceId} ${sequence} is not kept in state any more`,
  );
}
