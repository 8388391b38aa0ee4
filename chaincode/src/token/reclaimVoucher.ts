import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';
import { readOpenVoucher } from './readOpenVoucher.js';
import { requireOwner } from './requireOwner.js';
import { TokenError } from './TokenError.js';

/**
 * Gives an expired voucher's tokens back to its issuer, who asks for it, once.
 *
 * @throws TokenError VOUCHER_SETTLED, ACCOUNT_DENIED, VOUCHER_RUNNING. @throws LedgerError VOUCHER_UNKNOWN.
 */
export async function reclaimVoucher(
  tx: WriteTransaction,
  { voucherId }: RequestOf<'token', 'reclaimVoucher'>,
): Promise<void> {
  const { issuer, amount, expiresAt } = await readOpenVoucher(voucherId, tx.state);
  await requireOwner(issuer, tx.caller, tx.state);
  if (tx.now < expiresAt) throw new TokenError('VOUCHER_RUNNING', 'the voucher can still be redeemed');
  await tx.state.create(publicRecords.voucherOutcome, [voucherId], { outcome: 'reclaimed' });
  await credit(tx, issuer, 'reclaim', BigInt(amount));
}
