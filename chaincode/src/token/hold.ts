import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { debit } from './debit.js';
import { requireOwner } from './requireOwner.js';
import { requirePayee } from './requirePayee.js';
import { TokenError } from './TokenError.js';

/**
 * Sets tokens of the caller's account aside for a payee until the hold expires.
 *
 * @throws TokenError ACCOUNT_DENIED, ACCOUNT_FROZEN, HOLD_EXPIRED, CREDIT_DUPLICATE, BALANCE_INSUFFICIENT.
 * @throws LedgerError ACCOUNT_UNKNOWN, CREDIT_UNKNOWN, HOLD_EXISTS.
 */
export async function hold(
  { caller, state, now }: WriteTransaction,
  { holdId, from, to, amount, expiresAt, fold }: RequestOf<'token', 'hold'>,
): Promise<void> {
  await requireOwner(from, caller, state);
  await requirePayee(to, state);
  if (expiresAt <= now) throw new TokenError('HOLD_EXPIRED', 'the hold would have expired already');
  await debit(state, { accountId: from, amount: BigInt(amount), fold });
  await state.create(publicRecords.hold, [holdId], { holdId, from, to, amount, expiresAt });
}
