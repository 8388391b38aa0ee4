import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { bookReference } from './bookReference.js';
import { credit } from './credit.js';

/**
 * Credits an account with money that has come in at the bank for it. A frozen account gets it too: it is its owner's own.
 *
 * @throws TokenError REFERENCE_USED. @throws LedgerError ACCOUNT_UNKNOWN.
 */
export async function depositCurrency(
  tx: WriteTransaction,
  { accountId, amount, reference }: RequestOf<'token', 'depositCurrency'>,
): Promise<void> {
  await tx.state.getRequired(publicRecords.account, [accountId]);
  await bookReference(tx.state, reference, { kind: 'deposit', accountId, amount });
  await credit(tx, accountId, 'deposit', BigInt(amount), 'currency');
}
