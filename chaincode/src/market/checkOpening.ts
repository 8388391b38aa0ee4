import { priceCommitment, type MarketTerms, type PriceOpening, type PricePlace } from '@acequia/protocol';
import type { Caller } from '../ledger/index.js';
import { MarketError } from './MarketError.js';

/** A price that was committed to, and by whom. */
interface Sealed {
  readonly place: PricePlace;
  readonly commitment: string;
  /** Of the pseudonym that committed to it. */
  readonly keyHash: string;
  readonly terms: MarketTerms;
}

/**
 * Whether somebody who may opens the price that was committed to, and it is one that the bond covers. An auditor may be left an
 * opening, so that a trader who cannot be reached when it is time loses nothing.
 *
 * @throws MarketError OPENER_DENIED, OPENING_WRONG, PRICE_TOO_HIGH.
 */
export function checkOpening(
  caller: Caller,
  { place, commitment, keyHash, terms }: Sealed,
  { unitPrice, salt }: PriceOpening,
): void {
  if (caller.role !== 'auditor' && caller.keyHash !== keyHash) {
    throw new MarketError('OPENER_DENIED', 'only who committed to a price, or an auditor, opens it');
  }
  if (priceCommitment(place, { unitPrice, salt }) !== commitment) {
    throw new MarketError('OPENING_WRONG', 'the price and salt are not those that were committed to');
  }
  if (BigInt(unitPrice) > BigInt(terms.excessPrice)) {
    throw new MarketError('PRICE_TOO_HIGH', 'the price is above the excess price, and above the bond');
  }
}
