import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';
import { readOpenHold } from './readOpenHold.js';
import { refuseFrozen } from './refuseFrozen.js';
import { requireOwner } from './requireOwner.js';
import { TokenError } from './TokenError.js';

/**
 * Pays a hold, or a part of it, to its payee, who asks for it, once and before it expires; the rest goes back.
 *
 * @throws TokenError ACCOUNT_DENIED, ACCOUNT_FROZEN, HOLD_SETTLED, HOLD_EXPIRED, CAPTURE_EXCEEDS. @throws LedgerError HOLD_UNKNOWN.
 */
export async function captureHold(
  tx: WriteTransaction,
  { holdId, amount }: RequestOf<'token', 'captureHold'>,
): Promise<void> {
  const { from, to, amount: held, expiresAt } = await readOpenHold(holdId, tx.state);
  await requireOwner(to, tx.caller, tx.state);
  await refuseFrozen(to, tx.state);
  if (tx.now >= expiresAt) throw new TokenError('HOLD_EXPIRED', 'the hold has expired');
  const rest = BigInt(held) - BigInt(amount);
  if (rest < 0n) throw new TokenError('CAPTURE_EXCEEDS', 'more would be captured than is held');
  await tx.state.create(publicRecords.holdOutcome, [holdId], { outcome: 'captured', captured: amount });
  await credit(tx, to, 'capture', BigInt(amount));
  await credit(tx, from, 'rest', rest);
}
