import { fromAmount } from '@acequia/protocol';
import { MarketError } from './MarketError.js';

/** More than there are homes, and so bonds in an auction: whatever they add up to can be paid out. */
const MOST_BONDS = 1000n;

/**
 * Whether a bond is what it has to be: C for each lot that is wanted. It is the same for the buyer and every seller, so that it says
 * nothing of prices or of how much a seller offers. It covers any price and S times it (paper 000 Fig. 5: the deposit that
 * RevealBids checks), and all that a seller who does not open its price could gain for another.
 *
 * @param wanted lots that the auction is for. @param excessPrice C, tokens (minor units) a lot. @throws MarketError BOND_WRONG.
 * @throws CodedError AMOUNT_OVERFLOW when bonds are so large that those of an auction together would be no amount.
 */
export function checkBond(bond: string, wanted: number, excessPrice: string): void {
  const due = BigInt(excessPrice) * BigInt(wanted);
  fromAmount(due * MOST_BONDS);
  if (bond === due.toString()) return;
  throw new MarketError(
    'BOND_WRONG',
    'the bond is the excess price for each lot that is wanted, not more and not less',
  );
}
