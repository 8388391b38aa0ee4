import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { debit } from './debit.js';
import { requireOwner } from './requireOwner.js';
import { TokenError } from './TokenError.js';

/**
 * Issues a voucher: its tokens leave the issuer's account at once, so that it is backed.
 *
 * @throws TokenError ACCOUNT_DENIED, ACCOUNT_FROZEN, VOUCHER_EXPIRED, CREDIT_DUPLICATE, BALANCE_INSUFFICIENT.
 * @throws LedgerError ACCOUNT_UNKNOWN, CREDIT_UNKNOWN, VOUCHER_EXISTS.
 */
export async function issueVoucher(
  { caller, state, now }: WriteTransaction,
  { voucherId, issuer, codeHash, amount, payees, expiresAt, fold }: RequestOf<'token', 'issueVoucher'>,
): Promise<void> {
  await requireOwner(issuer, caller, state);
  if (expiresAt <= now) throw new TokenError('VOUCHER_EXPIRED', 'the voucher would have expired already');
  for (const payee of payees) await state.getRequired(publicRecords.account, [payee]);
  await debit(state, { accountId: issuer, amount: BigInt(amount), fold });
  await state.create(publicRecords.voucher, [voucherId], {
    voucherId,
    issuer,
    codeHash,
    amount,
    payees,
    expiresAt,
  });
}
