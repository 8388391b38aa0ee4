import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { debit } from './debit.js';
import { requireOwner } from './requireOwner.js';

/**
 * Sets currency of the caller's account aside until an operator has paid it out at the bank or refuses to.
 *
 * @throws TokenError ACCOUNT_DENIED, ACCOUNT_FROZEN, CREDIT_DUPLICATE, BALANCE_INSUFFICIENT.
 * @throws LedgerError ACCOUNT_UNKNOWN, CURRENCY_CREDIT_UNKNOWN, WITHDRAWAL_EXISTS.
 */
export async function requestWithdrawal(
  { caller, state, now }: WriteTransaction,
  { withdrawalId, accountId, amount, fold }: RequestOf<'token', 'requestWithdrawal'>,
): Promise<void> {
  await requireOwner(accountId, caller, state);
  await debit(state, { accountId, amount: BigInt(amount), fold, asset: 'currency' });
  await state.create(publicRecords.withdrawal, [withdrawalId], { withdrawalId, accountId, amount, at: now });
}
