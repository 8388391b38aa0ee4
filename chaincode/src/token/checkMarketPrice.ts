import type { MarketPrice } from '@acequia/protocol';
import { isJump } from './isJump.js';
import { TokenError } from './TokenError.js';

/** How old a price may be, in ledger seconds; where ledger time runs fast, in wall-clock seconds. */
const MAX_AGE = 3600;
const MAX_AGE_WALL = 60;

/** Below, whole micro-units are more than 5 % apart: a feed that came there could never move again. */
const LEAST = 20n;

/**
 * Refuses a price of the feed that is stale or from the future, too low to move, replayed, out of turn, or jumps by more than 5 %.
 *
 * @param last the feed's newest price, if it has any. @param now ledger seconds. @param speed ledger seconds in a wall-clock second.
 * @throws TokenError PRICE_TOO_LOW, PRICE_STALE, PRICE_REPLAYED, PRICE_GAP, PRICE_JUMP.
 */
export function checkMarketPrice(
  price: MarketPrice,
  last: MarketPrice | undefined,
  now: number,
  speed: number,
): void {
  if (BigInt(price.priceMicro) < LEAST) {
    throw new TokenError('PRICE_TOO_LOW', `a price is ${LEAST} millionths of the currency at least`);
  }
  if (price.at > now || price.at < now - Math.max(MAX_AGE, MAX_AGE_WALL * speed)) {
    throw new TokenError('PRICE_STALE', 'the price is too old, or from the future');
  }
  if (price.sequence > (last?.sequence ?? 0) + 1) {
    throw new TokenError('PRICE_GAP', 'the feed lacks the price before this one');
  }
  if (last !== undefined) checkStep(price, last);
}

function checkStep(price: MarketPrice, last: MarketPrice): void {
  if (price.sequence <= last.sequence || price.at <= last.at) {
    throw new TokenError('PRICE_REPLAYED', 'the feed has this price, or a later one, already');
  }
  if (isJump(BigInt(price.priceMicro), BigInt(last.priceMicro))) {
    throw new TokenError('PRICE_JUMP', 'the price moves by more than 5 % from the one before');
  }
}
