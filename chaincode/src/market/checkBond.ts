import { fromAmount } from '@acequia/protocol';
import { MarketError } from './MarketError.js';

/**
 * Whether a bond is what it has to be: C for each lot that is wanted. It is the same for the buyer and every seller, so that it says
 * nothing of prices or of how much a seller offers. It covers any price and S times it (paper 000 Fig. 5: the deposit that
 * RevealBids checks), and all that a seller who does not open its price could gain for another.
 *
 * @param wanted lots that the auction is for. @param excessPrice C, tokens (minor units) a lot. @throws MarketError BOND_WRONG. @throws CodedError AMOUNT_OVERFLOW.
 */
export function checkBond(bond: string, wanted: number, excessPrice: string): void {
  if (bond === fromAmount(BigInt(excessPrice) * BigInt(wanted))) return;
  throw new MarketError(
    'BOND_WRONG',
    'the bond is the excess price for each lot that is wanted, not more and not less',
  );
}
