import { publicRecords, type Role } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/** Whether somebody is enrolled and active, and in this role if one is named. */
export async function isActiveParty(
  { mspId, keyHash }: { readonly mspId: string; readonly keyHash: string },
  state: LedgerReader,
  role?: Role,
): Promise<boolean> {
  const party = await state.get(publicRecords.party, [mspId, keyHash]);
  return party?.status === 'active' && (role === undefined || party.role === role);
}
