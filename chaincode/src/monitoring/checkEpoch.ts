import {
  EPOCH_LATENESS_SECONDS,
  EPOCH_LATENESS_WALL_SECONDS,
  type EpochView,
  type WindowHeader,
} from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';

/**
 * Whether an epoch's keys may seal a window now. Older windows than the epoch may be: what comes late is sealed anew under
 * a later one.
 *
 * @param now ledger seconds. @param speed ledger seconds in a wall-clock second.
 * @throws MonitoringError EPOCH_REVOKED, EPOCH_EXPIRED, EPOCH_DIFFERS for a window that ends after its epoch.
 */
export function checkEpoch(header: WindowHeader, epoch: EpochView, now: number, speed: number): void {
  const words = `window ${header.deviceId} ${header.sequence}`;
  if (epoch.revokedAt !== undefined) {
    throw new MonitoringError(
      'EPOCH_REVOKED',
      `${words} is sealed under epoch ${epoch.epoch}, which is revoked`,
    );
  }
  const lateness = Math.max(EPOCH_LATENESS_SECONDS, EPOCH_LATENESS_WALL_SECONDS * speed);
  if (now > epoch.end + lateness) {
    throw new MonitoringError('EPOCH_EXPIRED', `epoch ${epoch.epoch} of ${words} takes no records any more`);
  }
  if (header.end > epoch.end) {
    throw new MonitoringError('EPOCH_DIFFERS', `${words} ends after epoch ${epoch.epoch} does`);
  }
}
