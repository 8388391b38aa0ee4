import { privateRecords, publicRecords, sequenceAttribute } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { MonitoringError } from './MonitoringError.js';

/**
 * Erases a decided window's payload from every store; the public header stays.
 *
 * @throws MonitoringError PURGE_TOO_EARLY before the community's decision.
 * @throws LedgerError WINDOW_UNKNOWN, PURGE_EXISTS.
 */
export async function purgePayload(
  { state, now, privateState }: WriteTransaction,
  { deviceId, sequence }: RequestOf<'monitoring', 'purgePayload'>,
): Promise<void> {
  const key = [deviceId, sequenceAttribute(sequence)];
  const { header } = await state.getRequired(publicRecords.window, key);
  if ((await state.get(publicRecords.decision, key)) === undefined) {
    throw new MonitoringError('PURGE_TOO_EARLY', `window ${deviceId} ${sequence} is not decided yet`);
  }
  await state.create(publicRecords.purge, key, { deviceId, sequence, purgedAt: now });
  await privateState(header.homeId).purge(privateRecords.payload, key);
}
