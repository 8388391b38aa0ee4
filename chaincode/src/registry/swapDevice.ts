import { flowOf, publicRecords, type DeviceRecord } from '@acequia/protocol';
import { withoutRequestId, type RequestOf, type WriteTransaction } from '../ledger/index.js';
import { addDevice } from './addDevice.js';
import { RegistryError } from './RegistryError.js';

/**
 * Puts a new device in the place of another of the same home, kind, resource and flow. The old one's backlog from before the
 * swap is still taken, nothing later, and it never comes back; the new one starts a chain and a register of its own, so that a swap gives no negative and no doubled use.
 *
 * @throws RegistryError DEVICE_NOT_REPLACEABLE unless the old one is active or suspended; DEVICE_DIFFERS.
 * @throws CodedError DEVICE_KEY_INVALID. @throws LedgerError DEVICE_UNKNOWN, DEVICE_EXISTS, DEVICE_KEY_EXISTS.
 */
export async function swapDevice(
  { state, now }: WriteTransaction,
  request: RequestOf<'registry', 'swapDevice'>,
): Promise<void> {
  const { replaces, ...device } = withoutRequestId(request);
  const old = await state.getRequired(publicRecords.device, [replaces]);
  checkReplaceable(old, device);
  await addDevice(state, { ...device, status: 'active', replaces, enrolledAt: now });
  await state.put(publicRecords.device, [replaces], { ...old, status: 'replaced', replacedAt: now });
}

function checkReplaceable(
  old: DeviceRecord,
  device: Pick<DeviceRecord, 'homeId' | 'kind' | 'resource' | 'flow'>,
): void {
  if (old.status !== 'active' && old.status !== 'suspended') {
    throw new RegistryError('DEVICE_NOT_REPLACEABLE', `the device ${old.deviceId} is ${old.status}`);
  }
  const isAlike =
    old.homeId === device.homeId && old.kind === device.kind && old.resource === device.resource;
  if (!isAlike || flowOf(old) !== flowOf(device)) {
    throw new RegistryError(
      'DEVICE_DIFFERS',
      'a device is replaced by one of the same home, kind, resource and flow',
    );
  }
}
