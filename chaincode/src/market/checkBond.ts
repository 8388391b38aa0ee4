import { fromAmount } from '@acequia/protocol';
import { MarketError } from './MarketError.js';

/**
 * Whether a bond is what it has to be: C a lot. It is the same for everybody, so that it says nothing of prices, and as high as the
 * excess price, so that it covers any price and S times it (paper 000 Fig. 5: the deposit that RevealBids checks).
 *
 * @param excessPrice C, tokens (minor units) a lot. @throws MarketError BOND_WRONG. @throws CodedError AMOUNT_OVERFLOW.
 */
export function checkBond(bond: string, lots: number, excessPrice: string): void {
  if (bond === fromAmount(BigInt(excessPrice) * BigInt(lots))) return;
  throw new MarketError('BOND_WRONG', 'the bond is the excess price for each lot, not more and not less');
}
