import { publicRecords, sequenceAttribute, type WindowRecord } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { MonitoringError } from './MonitoringError.js';

/**
 * A window that the community has not decided on.
 *
 * @throws MonitoringError DECISION_EXISTS. @throws LedgerError WINDOW_UNKNOWN.
 */
export async function readUndecided(
  deviceId: string,
  sequence: number,
  state: LedgerReader,
): Promise<WindowRecord> {
  const key = [deviceId, sequenceAttribute(sequence)];
  const window = await state.getRequired(publicRecords.window, key);
  if ((await state.get(publicRecords.decision, key)) === undefined) return window;
  throw new MonitoringError('DECISION_EXISTS', `window ${deviceId} ${sequence} has been decided on`);
}
