import { privateRecords, publicRecords, sequenceAttribute } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';
import { MonitoringError } from './MonitoringError.js';

/**
 * A window's sealed X from the home's collection.
 *
 * @throws MonitoringError PAYLOAD_PURGED.
 * @throws LedgerError WINDOW_UNKNOWN, EXTENDED_UNKNOWN when it has not reached this peer, PEER_REFUSED.
 */
export async function getExtended(
  { state, privateState }: QueryTransaction,
  { deviceId, sequence }: RequestOf<'monitoring', 'getExtended'>,
): Promise<ResponseOf<'monitoring', 'getExtended'>> {
  const key = [deviceId, sequenceAttribute(sequence)];
  const { header } = await state.getRequired(publicRecords.window, key);
  if ((await state.get(publicRecords.purge, key)) !== undefined) {
    throw new MonitoringError('PAYLOAD_PURGED', `the records of window ${deviceId} ${sequence} are erased`);
  }
  return privateState(header.homeId).getRequired(privateRecords.extended, key);
}
