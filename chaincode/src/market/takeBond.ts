import { fromAmount } from '@acequia/protocol';
import type { WriteTransaction } from '../ledger/index.js';
import { debit, requireOwner } from '../token/index.js';
import { MarketError } from './MarketError.js';

/** What a trader puts up, and for how many lots. */
interface Bond {
  readonly accountId: string;
  readonly bond: string;
  readonly fold: readonly string[];
  readonly lots: number;
  /** C. */
  readonly excessPrice: string;
}

/**
 * Takes the bond, C a lot, out of the trader's own account. It is the same for everybody, so that it says nothing of prices, and
 * as high as the excess price, so that it covers any price and S times it (paper 000 Fig. 5: the deposit that RevealBids checks).
 *
 * @throws MarketError BOND_WRONG. @throws CodedError AMOUNT_OVERFLOW.
 * @throws TokenError ACCOUNT_DENIED, CREDIT_DUPLICATE, BALANCE_INSUFFICIENT. @throws LedgerError ACCOUNT_UNKNOWN, CREDIT_UNKNOWN.
 */
export async function takeBond(
  { caller, state }: Pick<WriteTransaction, 'caller' | 'state'>,
  { accountId, bond, fold, lots, excessPrice }: Bond,
): Promise<void> {
  const due = fromAmount(BigInt(excessPrice) * BigInt(lots));
  if (bond !== due) {
    throw new MarketError('BOND_WRONG', 'the bond is the excess price for each lot, not more and not less');
  }
  await requireOwner(accountId, caller, state);
  await debit(state, { accountId, amount: BigInt(bond), fold });
}
