import { publicRecords, voucherCodeHash } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';
import { readOpenVoucher } from './readOpenVoucher.js';
import { refuseFrozen } from './refuseFrozen.js';
import { requireOwner } from './requireOwner.js';
import { TokenError } from './TokenError.js';

/**
 * Pays a voucher to an account of the caller's, who knows its code, once and before it expires.
 *
 * @throws TokenError VOUCHER_SETTLED, VOUCHER_EXPIRED, VOUCHER_DENIED, VOUCHER_CODE_WRONG, ACCOUNT_DENIED, ACCOUNT_FROZEN.
 * @throws LedgerError VOUCHER_UNKNOWN, ACCOUNT_UNKNOWN.
 */
export async function redeemVoucher(
  tx: WriteTransaction,
  { voucherId, code, to }: RequestOf<'token', 'redeemVoucher'>,
): Promise<void> {
  const { state, caller, now } = tx;
  const { amount, codeHash, payees, expiresAt } = await readOpenVoucher(voucherId, state);
  await requireOwner(to, caller, state);
  await refuseFrozen(to, state);
  if (now >= expiresAt) throw new TokenError('VOUCHER_EXPIRED', 'the voucher has expired');
  if (payees.length > 0 && !payees.includes(to)) {
    throw new TokenError('VOUCHER_DENIED', 'the voucher is meant for others');
  }
  if (voucherCodeHash(voucherId, code) !== codeHash) {
    throw new TokenError('VOUCHER_CODE_WRONG', 'the code is not the voucher’s');
  }
  await state.create(publicRecords.voucherOutcome, [voucherId], { outcome: 'redeemed' });
  await credit(tx, to, 'voucher', BigInt(amount));
}
