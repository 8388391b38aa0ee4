import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { requireTokenOwner } from './requireTokenOwner.js';

/**
 * Freezes an account or lets it go again (paper 000 §5.2).
 *
 * @throws TokenError OWNER_DENIED. @throws LedgerError TOKEN_UNKNOWN, ACCOUNT_UNKNOWN.
 */
export async function freezeAccount(
  tx: WriteTransaction,
  { accountId, isFrozen }: RequestOf<'token', 'freezeAccount'>,
): Promise<void> {
  await requireTokenOwner(tx);
  await tx.state.getRequired(publicRecords.account, [accountId]);
  await tx.state.put(publicRecords.frozenAccount, [accountId], { isFrozen });
}
