import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { changeStatus } from './changeStatus.js';

/**
 * Suspends, reactivates or revokes a device.
 *
 * @throws RegistryError STATUS_FINAL. @throws LedgerError DEVICE_UNKNOWN.
 */
export async function setDeviceStatus(
  { state }: WriteTransaction,
  { deviceId, status }: RequestOf<'registry', 'setDeviceStatus'>,
): Promise<void> {
  const device = await state.getRequired(publicRecords.device, [deviceId]);
  await state.put(publicRecords.device, [deviceId], changeStatus(device, status));
}
