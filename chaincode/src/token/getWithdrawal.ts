import { publicRecords } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';
import { requireView } from './requireView.js';

/**
 * A withdrawal and what became of it, for the account's owner, operators and auditors.
 *
 * @throws TokenError ACCOUNT_DENIED. @throws LedgerError WITHDRAWAL_UNKNOWN.
 */
export async function getWithdrawal(
  { caller, state }: QueryTransaction,
  { withdrawalId }: RequestOf<'token', 'getWithdrawal'>,
): Promise<ResponseOf<'token', 'getWithdrawal'>> {
  const record = await state.getRequired(publicRecords.withdrawal, [withdrawalId]);
  await requireView([record.accountId], caller, state);
  const settlement = await state.get(publicRecords.withdrawalOutcome, [withdrawalId]);
  return { ...record, ...(settlement !== undefined && { settlement }) };
}
