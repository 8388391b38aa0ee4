import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';

/**
 * Opens an account of the caller's, empty.
 *
 * @throws LedgerError ACCOUNT_EXISTS.
 */
export async function openAccount(
  { caller, state }: WriteTransaction,
  { accountId }: RequestOf<'token', 'openAccount'>,
): Promise<void> {
  await state.create(publicRecords.account, [accountId], {
    accountId,
    ownerMspId: caller.mspId,
    ownerKeyHash: caller.keyHash,
  });
  await state.put(publicRecords.balance, [accountId], { amount: '0' });
}
