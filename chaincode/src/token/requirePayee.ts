import { publicRecords, type AccountRecord } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { refuseFrozen } from './refuseFrozen.js';

/**
 * An account that somebody else may pay.
 *
 * @throws TokenError ACCOUNT_FROZEN. @throws LedgerError ACCOUNT_UNKNOWN.
 */
export async function requirePayee(accountId: string, state: LedgerReader): Promise<AccountRecord> {
  const account = await state.getRequired(publicRecords.account, [accountId]);
  await refuseFrozen(accountId, state);
  return account;
}
