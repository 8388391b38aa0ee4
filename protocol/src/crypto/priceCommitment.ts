import type { PriceOpening } from '../schemas/auctions.js';
import type { TradingSide } from '../schemas/market.js';
import { sha256Hex } from './hash.js';

/** Keeps a commitment from meaning anything elsewhere. */
const PRICE = 'acequia sealed price v1\n';

/** Whose price a commitment hides, and in which auction. */
export interface PricePlace {
  readonly side: TradingSide;
  readonly auctionId: string;
  /** Of the trader's ticket: a commitment that somebody copied cannot be opened under another tag. */
  readonly tag: string;
}

/**
 * Hides a price a lot until it is opened: SHA-256 over whose it is, the price and a salt, lower-case hex. Prices are few, so
 * that it is the 16 random bytes of the salt that hide one from who tries them all (paper 000 §5.3: H(Pmax, salt)).
 */
export function priceCommitment(
  { side, auctionId, tag }: PricePlace,
  { unitPrice, salt }: PriceOpening,
): string {
  return sha256Hex([PRICE + side, auctionId, tag, unitPrice, salt].join('\n'));
}
