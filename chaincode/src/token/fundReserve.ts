import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { debit } from './debit.js';
import { requireOwner } from './requireOwner.js';

/**
 * Puts currency of the caller's account into the reserve, as a delta of its own: it only adds, so that it need not wait for the
 * counter to close.
 *
 * @throws TokenError ACCOUNT_DENIED, ACCOUNT_FROZEN, BALANCE_INSUFFICIENT, CREDIT_DUPLICATE.
 * @throws LedgerError ACCOUNT_UNKNOWN, CURRENCY_CREDIT_UNKNOWN.
 */
export async function fundReserve(
  { caller, state, id }: WriteTransaction,
  { accountId, amount, fold }: RequestOf<'token', 'fundReserve'>,
): Promise<void> {
  await requireOwner(accountId, caller, state);
  await state.getRequired(publicRecords.token, []);
  await debit(state, { accountId, amount: BigInt(amount), fold, asset: 'currency' });
  await state.create(publicRecords.reserveDelta, [id], { direction: 'in', tokens: '0', currency: amount });
}
