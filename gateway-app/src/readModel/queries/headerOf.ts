import type { WindowHeader } from '@acequia/protocol';
import type { WindowRow } from './MonitoringQueries.js';

/** The signed header of a window, as it is on the ledger. */
export function headerOf(row: WindowRow): WindowHeader {
  const { homeId, deviceId, sequence, start, end, intervals, payloadHash, previousHash } = row;
  return { version: 1, homeId, deviceId, sequence, start, end, intervals, payloadHash, previousHash };
}
