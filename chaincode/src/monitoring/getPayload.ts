import { privateRecords, publicRecords, sequenceAttribute, type WindowPayload } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';
import { MonitoringError } from './MonitoringError.js';

/**
 * A window's payload from the home's collection.
 *
 * @throws MonitoringError PAYLOAD_PURGED.
 * @throws LedgerError WINDOW_UNKNOWN, PAYLOAD_UNKNOWN when it has not reached this peer, PEER_REFUSED.
 */
export async function getPayload(
  { state, privateState }: QueryTransaction,
  { deviceId, sequence }: RequestOf<'monitoring', 'getPayload'>,
): Promise<WindowPayload> {
  const key = [deviceId, sequenceAttribute(sequence)];
  const { header } = await state.getRequired(publicRecords.window, key);
  if ((await state.get(publicRecords.purge, key)) !== undefined) {
    throw new MonitoringError('PAYLOAD_PURGED', `the payload of ${deviceId} ${sequence} has been erased`);
  }
  return privateState(header.homeId).getRequired(privateRecords.payload, key);
}
