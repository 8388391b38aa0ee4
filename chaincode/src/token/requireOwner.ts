import type { Caller, LedgerReader } from '../ledger/index.js';
import { ownsAccount } from './ownsAccount.js';
import { TokenError } from './TokenError.js';

/**
 * Refuses what only the owner of an account may do.
 *
 * @throws TokenError ACCOUNT_DENIED. @throws LedgerError ACCOUNT_UNKNOWN.
 */
export async function requireOwner(accountId: string, caller: Caller, state: LedgerReader): Promise<void> {
  if (await ownsAccount(accountId, caller, state)) return;
  throw new TokenError('ACCOUNT_DENIED', 'the account belongs to somebody else');
}
