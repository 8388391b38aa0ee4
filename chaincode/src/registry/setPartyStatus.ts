import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { changeStatus } from './changeStatus.js';
import { RegistryError } from './RegistryError.js';

/**
 * Suspends, reactivates or revokes a party. No operator changes its own status, so that there is always an active one: two
 * that suspend each other at once conflict, because each reads its own record and writes the other's.
 *
 * @throws RegistryError PARTY_SELF, STATUS_FINAL.
 * @throws LedgerError PARTY_UNKNOWN.
 */
export async function setPartyStatus(
  { caller, state }: WriteTransaction,
  { mspId, keyHash, status }: RequestOf<'registry', 'setPartyStatus'>,
): Promise<void> {
  if (mspId === caller.mspId && keyHash === caller.keyHash) {
    throw new RegistryError('PARTY_SELF', 'an operator cannot change its own status; another one can');
  }
  const party = await state.getRequired(publicRecords.party, [mspId, keyHash]);
  await state.put(publicRecords.party, [mspId, keyHash], changeStatus(party, status));
}
