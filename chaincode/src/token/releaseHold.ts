import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';
import { ownsAccount } from './ownsAccount.js';
import { readOpenHold } from './readOpenHold.js';
import { requireOwner } from './requireOwner.js';
import { TokenError } from './TokenError.js';

/**
 * Gives a hold back to its payer: by the payee at any time, by the payer from its expiry on.
 *
 * @throws TokenError ACCOUNT_DENIED, HOLD_SETTLED, HOLD_RUNNING. @throws LedgerError HOLD_UNKNOWN.
 */
export async function releaseHold(
  tx: WriteTransaction,
  { holdId }: RequestOf<'token', 'releaseHold'>,
): Promise<void> {
  const { from, to, amount, expiresAt } = await readOpenHold(holdId, tx.state);
  if (!(await ownsAccount(to, tx.caller, tx.state))) {
    await requireOwner(from, tx.caller, tx.state);
    if (tx.now < expiresAt) {
      throw new TokenError('HOLD_RUNNING', 'until the hold expires its payee alone can release it');
    }
  }
  await tx.state.create(publicRecords.holdOutcome, [holdId], { outcome: 'released', captured: '0' });
  await credit(tx, from, 'release', BigInt(amount));
}
