import type { DeviceRecord, WindowHeader } from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';

/**
 * Whether a device may send these windows for this home. One that was replaced may still deliver what it measured before,
 * so that a swap loses nothing.
 *
 * @throws MonitoringError WINDOWS_MIXED, HOME_DIFFERS, DEVICE_SUSPENDED, DEVICE_REVOKED, DEVICE_REPLACED.
 */
export function checkSender(device: DeviceRecord, headers: readonly WindowHeader[]): void {
  const { deviceId } = device;
  for (const header of headers) {
    if (header.deviceId !== deviceId) {
      throw new MonitoringError('WINDOWS_MIXED', 'the windows of one transaction are of one device');
    }
    if (header.homeId !== device.homeId) {
      throw new MonitoringError('HOME_DIFFERS', `the device ${deviceId} is of another home`);
    }
    if (device.replacedAt !== undefined && header.end > device.replacedAt) {
      throw new MonitoringError(
        'DEVICE_REPLACED',
        `the device ${deviceId} was replaced before the window ends`,
      );
    }
  }
  if (device.status === 'suspended') {
    throw new MonitoringError('DEVICE_SUSPENDED', `the device ${deviceId} is suspended`);
  }
  if (device.status === 'revoked') {
    throw new MonitoringError('DEVICE_REVOKED', `the device ${deviceId} is revoked`);
  }
}
