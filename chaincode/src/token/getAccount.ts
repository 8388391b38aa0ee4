import { publicRecords, type AccountView } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';
import { requireView } from './requireView.js';

/**
 * An account, whether it is frozen and what it keeps when it buys, for its owner, operators and auditors.
 *
 * @throws TokenError ACCOUNT_DENIED. @throws LedgerError ACCOUNT_UNKNOWN.
 */
export async function getAccount(
  { caller, state }: QueryTransaction,
  { accountId }: RequestOf<'token', 'getAccount'>,
): Promise<AccountView> {
  const account = await state.getRequired(publicRecords.account, [accountId]);
  await requireView([accountId], caller, state);
  const flag = await state.get(publicRecords.frozenAccount, [accountId]);
  const restock = await state.get(publicRecords.restock, [accountId]);
  return { ...account, isFrozen: flag?.isFrozen ?? false, minBalance: restock?.minBalance ?? '0' };
}
