import { keyHashOf, parseDeviceKey, publicRecords, type DeviceRecord } from '@acequia/protocol';
import type { LedgerState } from '../ledger/index.js';

/**
 * Writes a new device with its indexes; its key must be new to the ledger as well.
 *
 * @throws CodedError DEVICE_KEY_INVALID. @throws LedgerError DEVICE_EXISTS, DEVICE_KEY_EXISTS.
 */
export async function addDevice(state: LedgerState, device: DeviceRecord): Promise<void> {
  const { deviceId, homeId } = device;
  const keyHash = keyHashOf(parseDeviceKey(device.publicKey));
  await state.create(publicRecords.device, [deviceId], device);
  await state.create(publicRecords.deviceKey, [keyHash], { deviceId });
  await state.create(publicRecords.homeDevice, [homeId, deviceId], { deviceId });
}
