import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { requireOwner } from './requireOwner.js';

/**
 * Says how much currency an account keeps when it buys tokens (paper 000 §5.2, `restock`).
 *
 * @throws TokenError ACCOUNT_DENIED. @throws LedgerError ACCOUNT_UNKNOWN.
 */
export async function setRestock(
  { caller, state }: WriteTransaction,
  { accountId, minBalance }: RequestOf<'token', 'setRestock'>,
): Promise<void> {
  await requireOwner(accountId, caller, state);
  await state.put(publicRecords.restock, [accountId], { minBalance });
}
