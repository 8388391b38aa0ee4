import { TokenError } from './TokenError.js';

/**
 * Refuses a trade at the counter that gives less than its owner would take: the price may have changed since the owner saw it.
 *
 * @param got minor units of what is got. @param least the same; anything will do when absent. @throws TokenError PRICE_MOVED.
 */
export function requireLeast(got: bigint, least: string | undefined): void {
  if (least === undefined || got >= BigInt(least)) return;
  throw new TokenError('PRICE_MOVED', 'the trade would give less than its owner would take');
}
