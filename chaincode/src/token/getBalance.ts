import { fromAmount, publicRecords, type BalanceView } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';
import { requireView } from './requireView.js';

/**
 * What an account can spend, for its owner, operators and auditors: its balance and its credits not yet folded in.
 *
 * @throws TokenError ACCOUNT_DENIED. @throws LedgerError ACCOUNT_UNKNOWN.
 */
export async function getBalance(
  { caller, state }: QueryTransaction,
  { accountId }: RequestOf<'token', 'getBalance'>,
): Promise<BalanceView> {
  await state.getRequired(publicRecords.account, [accountId]);
  await requireView([accountId], caller, state);
  const { amount: folded } = await state.getRequired(publicRecords.balance, [accountId]);
  const entries = await state.list(publicRecords.credit, [accountId]);
  const credits = entries.map(({ key, value }) => ({ creditId: key[1] ?? '', amount: value.amount }));
  const total = credits.reduce((sum, { amount }) => sum + BigInt(amount), BigInt(folded));
  return { accountId, amount: fromAmount(total), folded, credits };
}
