import { publicRecords } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/**
 * The home rule of requests that name a device.
 *
 * @throws LedgerError DEVICE_UNKNOWN.
 */
export async function homeOfDevice(
  { deviceId }: { readonly deviceId: string },
  state: LedgerReader,
): Promise<string> {
  return (await state.getRequired(publicRecords.device, [deviceId])).homeId;
}
