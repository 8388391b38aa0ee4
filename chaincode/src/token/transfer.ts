import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';
import { debit } from './debit.js';
import { requireOwner } from './requireOwner.js';

/**
 * Moves tokens from the caller's account to another.
 *
 * @throws TokenError ACCOUNT_DENIED, CREDIT_DUPLICATE, BALANCE_INSUFFICIENT.
 * @throws LedgerError ACCOUNT_UNKNOWN, CREDIT_UNKNOWN.
 */
export async function transfer(
  tx: WriteTransaction,
  { from, to, amount, fold }: RequestOf<'token', 'transfer'>,
): Promise<void> {
  await requireOwner(from, tx.caller, tx.state);
  await tx.state.getRequired(publicRecords.account, [to]);
  await debit(tx.state, { accountId: from, amount: BigInt(amount), fold });
  await credit(tx, to, 'transfer', BigInt(amount));
}
