import { publicRecords, transferFee } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';
import { debit } from './debit.js';
import { readFees } from './readFees.js';
import { requireOwner } from './requireOwner.js';
import { requirePayee } from './requirePayee.js';

/**
 * Moves tokens from the caller's account to another. The fee, where there is one, comes on top and goes to the fund: its
 * reward part as a credit of its own, which is how rewards can come from fees only.
 *
 * @throws TokenError ACCOUNT_DENIED, ACCOUNT_FROZEN, CREDIT_DUPLICATE, BALANCE_INSUFFICIENT.
 * @throws LedgerError ACCOUNT_UNKNOWN, CREDIT_UNKNOWN.
 */
export async function transfer(
  tx: WriteTransaction,
  { from, to, amount, fold }: RequestOf<'token', 'transfer'>,
): Promise<void> {
  const { state } = tx;
  await requireOwner(from, tx.caller, state);
  await requirePayee(to, state);
  const { fee, reward } = transferFee(BigInt(amount), await readFees(state));
  await debit(state, { accountId: from, amount: BigInt(amount) + fee, fold });
  await credit(tx, to, 'transfer', BigInt(amount));
  if (fee === 0n) return;
  const { fund } = await state.getRequired(publicRecords.token, []);
  await credit(tx, fund, 'fee', fee - reward);
  await credit(tx, fund, 'reward', reward);
}
