import { publicRecords } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';

/**
 * A home's devices, former ones too, in order of their ids.
 *
 * @throws LedgerError HOME_UNKNOWN.
 */
export async function listDevices(
  { state }: QueryTransaction,
  { homeId }: RequestOf<'registry', 'listDevices'>,
): Promise<ResponseOf<'registry', 'listDevices'>> {
  await state.getRequired(publicRecords.home, [homeId]);
  const index = await state.list(publicRecords.homeDevice, [homeId]);
  return Promise.all(index.map(({ value }) => state.getRequired(publicRecords.device, [value.deviceId])));
}
