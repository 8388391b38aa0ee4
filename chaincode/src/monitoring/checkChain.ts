import { hashCanonical, type WindowHeader } from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';

/** The `previousHash` of a device's first window. */
const NO_HASH = '0'.repeat(64);

/**
 * Whether a window follows its predecessor.
 *
 * @param predecessor the header before it; undefined for a device's first.
 * @throws MonitoringError SEQUENCE_GAP, CHAIN_BROKEN, WINDOW_OVERLAP.
 */
export function checkChain(header: WindowHeader, predecessor: WindowHeader | undefined): void {
  const { deviceId, sequence } = header;
  if (sequence !== (predecessor?.sequence ?? 0) + 1) {
    throw new MonitoringError(
      'SEQUENCE_GAP',
      `window ${deviceId} ${sequence} does not follow its predecessor`,
    );
  }
  if (header.previousHash !== (predecessor === undefined ? NO_HASH : hashCanonical(predecessor))) {
    throw new MonitoringError(
      'CHAIN_BROKEN',
      `window ${deviceId} ${sequence} does not carry its predecessor's hash`,
    );
  }
  if (predecessor !== undefined && header.start < predecessor.end) {
    throw new MonitoringError(
      'WINDOW_OVERLAP',
      `window ${deviceId} ${sequence} starts before its predecessor ends`,
    );
  }
}
