import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { changeStatus } from './changeStatus.js';

/**
 * Suspends, reactivates or revokes a home, whose household can write nothing meanwhile.
 *
 * @throws RegistryError STATUS_FINAL. @throws LedgerError HOME_UNKNOWN.
 */
export async function setHomeStatus(
  { state }: WriteTransaction,
  { homeId, status }: RequestOf<'registry', 'setHomeStatus'>,
): Promise<void> {
  const home = await state.getRequired(publicRecords.home, [homeId]);
  await state.put(publicRecords.home, [homeId], changeStatus(home, status));
}
