import { verifyWindow, type DeviceRecord, type SignedWindow } from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';

/**
 * Whether the device's key signed the window.
 *
 * @throws MonitoringError SIGNATURE_INVALID.
 */
export function checkSignature({ header, signature }: SignedWindow, device: DeviceRecord): void {
  if (verifyWindow(header, signature, device.publicKey)) return;
  throw new MonitoringError(
    'SIGNATURE_INVALID',
    `window ${header.deviceId} ${header.sequence} is not signed by its device`,
  );
}
