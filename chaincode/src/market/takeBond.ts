import type { WriteTransaction } from '../ledger/index.js';
import { debit, requireOwner } from '../token/index.js';

/** What a trader puts up, and where it is taken from. */
interface Bond {
  readonly accountId: string;
  readonly bond: string;
  readonly fold: readonly string[];
}

/**
 * Takes a bond out of the trader's own account; the record of the offer or bid says that it was.
 *
 * @throws TokenError ACCOUNT_DENIED, CREDIT_DUPLICATE, BALANCE_INSUFFICIENT. @throws LedgerError ACCOUNT_UNKNOWN, CREDIT_UNKNOWN.
 */
export async function takeBond(
  { caller, state }: Pick<WriteTransaction, 'caller' | 'state'>,
  { accountId, bond, fold }: Bond,
): Promise<void> {
  await requireOwner(accountId, caller, state);
  await debit(state, { accountId, amount: BigInt(bond), fold });
}
