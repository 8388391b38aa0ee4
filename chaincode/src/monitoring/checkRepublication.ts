import type { WindowHeader, WindowRecord } from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';

/**
 * Whether a window that is sealed again is about the same time as the one that it replaces, and carries another salt, so that
 * it is sealed with another key. Of the revisions before that one chaincode keeps nothing to compare with.
 *
 * @throws MonitoringError WINDOW_DIFFERS, SALT_REUSED.
 */
export function checkRepublication(header: WindowHeader, { header: before }: WindowRecord): void {
  const words = `window ${header.deviceId} ${header.sequence}`;
  if (header.start !== before.start || header.end !== before.end) {
    throw new MonitoringError('WINDOW_DIFFERS', `${words} was published with another start or end`);
  }
  if (header.salt === before.salt) {
    throw new MonitoringError('SALT_REUSED', `${words} carries the salt that it had before`);
  }
}
