import { publicRecords, sequenceAttribute, sha256Hex } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { MonitoringError } from './MonitoringError.js';
import type { SealedWindow } from './SealedWindow.js';

/**
 * Refuses a window whose sequence is taken. Agents take SEQUENCE_DUPLICATE as an acknowledgement: the very same sealed
 * records are on the ledger. The same readings sealed another time are another window, for nobody here can tell.
 *
 * @throws MonitoringError SEQUENCE_DUPLICATE, SEQUENCE_REPLAY.
 */
export async function refuseKnownWindow(
  { header, essential, signed }: SealedWindow,
  state: LedgerReader,
): Promise<void> {
  const { deviceId, sequence } = header;
  const known = await state.get(publicRecords.window, [deviceId, sequenceAttribute(sequence)]);
  if (known === undefined) return;
  if (known.essentialHash === sha256Hex(essential) && known.extendedHash === signed.extendedHash) {
    throw new MonitoringError('SEQUENCE_DUPLICATE', `window ${deviceId} ${sequence} is on the ledger`);
  }
  throw new MonitoringError('SEQUENCE_REPLAY', `another window ${deviceId} ${sequence} is on the ledger`);
}
