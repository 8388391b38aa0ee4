import type { WindowHeader } from '@acequia/protocol';
import type { WindowRow } from './MonitoringQueries.js';

/** The public header of a window, as it is on the ledger. */
export function headerOf(row: WindowRow): WindowHeader {
  const { homeId, deviceId, epoch, sequence, start, end, salt } = row;
  return { version: 2, homeId, deviceId, epoch, sequence, start, end, salt };
}
