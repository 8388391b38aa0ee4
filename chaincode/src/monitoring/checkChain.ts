import type { WindowHeader } from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';

/**
 * Whether a window follows its predecessor, as far as everybody can see: the meter's own chain lies in the sealed E, and
 * the community checks it (DESIGN §6).
 *
 * @param predecessor the header before it; undefined for a device's first.
 * @throws MonitoringError SEQUENCE_GAP, WINDOW_OVERLAP.
 */
export function checkChain(header: WindowHeader, predecessor: WindowHeader | undefined): void {
  const { deviceId, sequence } = header;
  if (sequence !== (predecessor?.sequence ?? 0) + 1) {
    throw new MonitoringError(
      'SEQUENCE_GAP',
      `window ${deviceId} ${sequence} does not follow its predecessor`,
    );
  }
  if (predecessor !== undefined && header.start < predecessor.end) {
    throw new MonitoringError(
      'WINDOW_OVERLAP',
      `window ${deviceId} ${sequence} starts before its predecessor ends`,
    );
  }
}
