import type { DeviceRecord, WindowHeader } from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';

const REFUSAL = {
  suspended: 'DEVICE_SUSPENDED',
  revoked: 'DEVICE_REVOKED',
  replaced: 'DEVICE_REPLACED',
} as const;

/**
 * Whether a device may send these windows for this home.
 *
 * @throws MonitoringError WINDOWS_MIXED, HOME_DIFFERS, DEVICE_SUSPENDED, DEVICE_REVOKED, DEVICE_REPLACED.
 */
export function checkSender(device: DeviceRecord, headers: readonly WindowHeader[]): void {
  for (const header of headers) {
    if (header.deviceId !== device.deviceId) {
      throw new MonitoringError('WINDOWS_MIXED', 'the windows of one transaction are of one device');
    }
    if (header.homeId !== device.homeId) {
      throw new MonitoringError('HOME_DIFFERS', `the device ${device.deviceId} is of another home`);
    }
  }
  if (device.status !== 'active') {
    throw new MonitoringError(REFUSAL[device.status], `the device ${device.deviceId} is ${device.status}`);
  }
}
