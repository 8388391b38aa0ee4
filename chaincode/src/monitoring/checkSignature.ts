import { verifyWindow, type DeviceRecord } from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';
import type { SealedWindow } from './SealedWindow.js';

/**
 * Whether the device's key signed the window, for this channel.
 *
 * @throws MonitoringError SIGNATURE_INVALID.
 */
export function checkSignature(
  { signed, essential }: SealedWindow,
  { deviceId, publicKey }: DeviceRecord,
  channel: string,
): void {
  const { extendedHash, signature } = signed;
  if (verifyWindow({ channel, deviceId, essential, extendedHash }, signature, publicKey)) return;
  throw new MonitoringError(
    'SIGNATURE_INVALID',
    `a window of ${deviceId} is not signed by it for this channel`,
  );
}
