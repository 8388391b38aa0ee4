import { publicRecords, sequenceAttribute } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';

/**
 * A window and the community's decision on it.
 *
 * @throws LedgerError WINDOW_UNKNOWN.
 */
export async function getWindow(
  { state }: QueryTransaction,
  { deviceId, sequence }: RequestOf<'monitoring', 'getWindow'>,
): Promise<ResponseOf<'monitoring', 'getWindow'>> {
  const key = [deviceId, sequenceAttribute(sequence)];
  const window = await state.getRequired(publicRecords.window, key);
  const decision = await state.get(publicRecords.decision, key);
  return { ...window, ...(decision !== undefined && { decision }) };
}
