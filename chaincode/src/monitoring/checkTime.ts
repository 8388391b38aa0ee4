import type { DeviceRecord, WindowHeader } from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';

/** How far a device's clock may run ahead of the ledger's, in wall-clock seconds. */
const TOLERANCE = 60;

/**
 * Whether a window lies in the time that its device can speak of: not ahead of the ledger, and, for a device that took
 * another's place, not before the swap, which the other one has reported.
 *
 * @param now ledger seconds. @param speed ledger seconds in a wall-clock second.
 * @throws MonitoringError WINDOW_IN_FUTURE, WINDOW_OVERLAP.
 */
export function checkTime(header: WindowHeader, device: DeviceRecord, now: number, speed: number): void {
  const words = `window ${header.deviceId} ${header.sequence}`;
  if (header.end > now + TOLERANCE * speed) {
    throw new MonitoringError('WINDOW_IN_FUTURE', `${words} ends after the ledger's present time`);
  }
  if (device.replaces !== undefined && header.start < device.enrolledAt) {
    throw new MonitoringError('WINDOW_OVERLAP', `${words} starts before its device replaced another`);
  }
}
