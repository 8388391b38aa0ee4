import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { bookReference } from './bookReference.js';
import { credit } from './credit.js';
import { TokenError } from './TokenError.js';

/**
 * Tells what became of a withdrawal, once: it was paid at the bank, or is refused and goes back.
 *
 * @throws TokenError WITHDRAWAL_SETTLED, REFERENCE_USED. @throws LedgerError WITHDRAWAL_UNKNOWN.
 */
export async function settleWithdrawal(
  tx: WriteTransaction,
  { withdrawalId, settlement }: RequestOf<'token', 'settleWithdrawal'>,
): Promise<void> {
  const { state } = tx;
  const { accountId, amount } = await state.getRequired(publicRecords.withdrawal, [withdrawalId]);
  if ((await state.get(publicRecords.withdrawalOutcome, [withdrawalId])) !== undefined) {
    throw new TokenError('WITHDRAWAL_SETTLED', 'the withdrawal has been paid or refused already');
  }
  await state.put(publicRecords.withdrawalOutcome, [withdrawalId], settlement);
  if (settlement.outcome === 'paid') {
    await bookReference(state, settlement.reference, { kind: 'payment', accountId, amount });
  } else {
    await credit(tx, accountId, 'refund', BigInt(amount), 'currency');
  }
}
