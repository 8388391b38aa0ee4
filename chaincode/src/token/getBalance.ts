import { fromAmount, publicRecords, type BalanceView } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';
import { ASSETS } from './ASSETS.js';
import { requireView } from './requireView.js';

/**
 * What an account can spend, for its owner, operators and auditors: its balance and its credits not yet folded in, the
 * largest first: a debit folds in 200 at most, and whoever pays an owner dust must not choose which.
 *
 * @throws TokenError ACCOUNT_DENIED. @throws LedgerError ACCOUNT_UNKNOWN.
 */
export async function getBalance(
  { caller, state }: QueryTransaction,
  { accountId, asset = 'token' }: RequestOf<'token', 'getBalance'>,
): Promise<BalanceView> {
  await state.getRequired(publicRecords.account, [accountId]);
  await requireView([accountId], caller, state);
  const records = ASSETS[asset];
  const folded = (await state.get(records.balance, [accountId]))?.amount ?? '0';
  const entries = await state.list(records.credit, [accountId]);
  const credits = entries
    .map(({ key, value }) => ({ creditId: key[1] ?? '', amount: value.amount }))
    .sort((a, b) => Number(BigInt(b.amount) - BigInt(a.amount)));
  const total = credits.reduce((sum, { amount }) => sum + BigInt(amount), BigInt(folded));
  return { accountId, amount: fromAmount(total), folded, credits };
}
