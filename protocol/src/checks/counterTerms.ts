import type { PriceRecord } from '../schemas/reserve.js';

/** What changes hands at the counter, in minor units. */
export interface CounterTerms {
  readonly tokens: bigint;
  readonly currency: bigint;
}

/** The part of a price that trades at the counter are computed from. */
export type CounterPrice = Pick<PriceRecord, 'buyPrice' | 'sellPrice' | 'per'>;

/**
 * What a budget buys (paper 000 §5.2, `buy`): the most tokens that it pays for, and what those cost, rounded up.
 *
 * @param budget currency minor units. @returns no tokens when it does not pay for one minor unit.
 */
export function buyTerms(budget: bigint, price: CounterPrice): CounterTerms {
  const [buyPrice, per] = [BigInt(price.buyPrice), BigInt(price.per)];
  const tokens = (budget * per) / buyPrice;
  return { tokens, currency: divideUp(tokens * buyPrice, per) };
}

/** What tokens are bought back for (paper 000 §5.2, `sell`), rounded down. @param tokens minor units. */
export function sellTerms(tokens: bigint, price: CounterPrice): CounterTerms {
  return { tokens, currency: (tokens * BigInt(price.sellPrice)) / BigInt(price.per) };
}

/**
 * The currency that buys the whole supply back, rounded up. Whoever buys pays no less, and whoever sells gets no more, than
 * this changes by: trade at the counter cannot break the reserve.
 */
export function requiredReserve(supply: bigint, { sellPrice, per }: CounterPrice): bigint {
  return divideUp(supply * BigInt(sellPrice), BigInt(per));
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
