import { divideHalfUp, fromAmount } from '../amounts.js';
import type { MarketRecord, TradeRecord, TradeWeight } from '../schemas/market.js';
import { meanTradePrice } from './meanTradePrice.js';

/** Parts of a whole. */
const MILLION = 1_000_000n;
/** How far back trades count unless the market says. */
const WEEK = 7 * 86_400;

/**
 * W_P(t), W_E(t) or W_W(t) of paper 000 Eqs. 8, 10 and 11 for each market: what a lot was sold for in the time before `at`,
 * in parts per million of the market's reference price. Where nothing was traded it is one: M = T · Z_T. Lots of another period
 * may be of another size, so that their trades do not count.
 *
 * @param trades of these markets, in any order; those outside of the time do not count.
 * @throws CodedError AMOUNT_OVERFLOW when a weight exceeds 2^63 - 1.
 */
export function tradeWeights(
  markets: readonly MarketRecord[],
  trades: readonly TradeRecord[],
  at: number,
): TradeWeight[] {
  return markets.map((market) => {
    const since = at - (market.weightSeconds ?? WEEK);
    const mean = meanTradePrice(
      trades.filter((trade) => trade.resource === market.resource && trade.at > since && trade.at <= at),
    );
    const reference = BigInt(market.referencePrice ?? market.excessPrice);
    const weight =
      mean.meanPrice === undefined ? MILLION : divideHalfUp(BigInt(mean.meanPrice) * MILLION, reference);
    return { resource: market.resource, ...mean, weightPpm: fromAmount(weight) };
  });
}
