import { hashCanonical, publicRecords, sequenceAttribute, type SignedWindow } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { MonitoringError } from './MonitoringError.js';

/**
 * Refuses a window whose sequence is taken. Agents take SEQUENCE_DUPLICATE as an acknowledgement: the very same window is
 * on the ledger.
 *
 * @throws MonitoringError SEQUENCE_DUPLICATE, SEQUENCE_REPLAY.
 */
export async function refuseKnownWindow({ header }: SignedWindow, state: LedgerReader): Promise<void> {
  const { deviceId, sequence } = header;
  const known = await state.get(publicRecords.window, [deviceId, sequenceAttribute(sequence)]);
  if (known === undefined) return;
  if (hashCanonical(known.header) === hashCanonical(header)) {
    throw new MonitoringError('SEQUENCE_DUPLICATE', `window ${deviceId} ${sequence} is on the ledger`);
  }
  throw new MonitoringError('SEQUENCE_REPLAY', `another window ${deviceId} ${sequence} is on the ledger`);
}
