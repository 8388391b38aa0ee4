import { publicRecords } from '@acequia/protocol';
import type { Caller, LedgerReader } from '../ledger/index.js';

/**
 * Whether the caller owns an account.
 *
 * @throws LedgerError ACCOUNT_UNKNOWN.
 */
export async function ownsAccount(accountId: string, caller: Caller, state: LedgerReader): Promise<boolean> {
  const account = await state.getRequired(publicRecords.account, [accountId]);
  return account.ownerMspId === caller.mspId && account.ownerKeyHash === caller.keyHash;
}
