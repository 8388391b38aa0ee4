import { publicRecords } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { TokenError } from './TokenError.js';

/**
 * Refuses a frozen account (paper 000 §5.2): it can neither spend nor receive what others pay. The flag is a key of its own.
 *
 * @throws TokenError ACCOUNT_FROZEN.
 */
export async function refuseFrozen(accountId: string, state: LedgerReader): Promise<void> {
  const flag = await state.get(publicRecords.frozenAccount, [accountId]);
  if (flag?.isFrozen === true) throw new TokenError('ACCOUNT_FROZEN', 'the account is frozen');
}
