import { publicRecords } from '@acequia/protocol';
import { withoutRequestId, type RequestOf, type WriteTransaction } from '../ledger/index.js';
import { addDevice } from './addDevice.js';
import { RegistryError } from './RegistryError.js';

/**
 * Enrols a device of a home.
 *
 * @throws RegistryError HOME_REVOKED. @throws CodedError DEVICE_KEY_INVALID.
 * @throws LedgerError HOME_UNKNOWN, DEVICE_EXISTS, DEVICE_KEY_EXISTS.
 */
export async function enrolDevice(
  { state, now }: WriteTransaction,
  request: RequestOf<'registry', 'enrolDevice'>,
): Promise<void> {
  const device = withoutRequestId(request);
  const home = await state.getRequired(publicRecords.home, [device.homeId]);
  if (home.status === 'revoked') {
    throw new RegistryError('HOME_REVOKED', `the home ${device.homeId} is revoked`);
  }
  await addDevice(state, { ...device, status: 'active', enrolledAt: now });
}
