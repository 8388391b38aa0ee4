import type { Caller, LedgerReader } from '../ledger/index.js';
import { ownsAccount } from './ownsAccount.js';
import { TokenError } from './TokenError.js';

/**
 * Whether the caller may see what concerns these accounts: operators and auditors all, others their own.
 *
 * @throws TokenError ACCOUNT_DENIED. @throws LedgerError ACCOUNT_UNKNOWN.
 */
export async function requireView(
  accountIds: readonly string[],
  caller: Caller,
  state: LedgerReader,
): Promise<void> {
  if (caller.role === 'operator' || caller.role === 'auditor') return;
  for (const accountId of accountIds) {
    if (await ownsAccount(accountId, caller, state)) return;
  }
  throw new TokenError('ACCOUNT_DENIED', 'the account belongs to somebody else');
}
