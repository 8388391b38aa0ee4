import type { Standing } from '../Standing.js';
import type { Demand, Offer } from './Auction.js';
import { EXCESS_PRICE } from './EXCESS_PRICE.js';
import type { Forecast } from './Forecast.js';
import { LOT } from './LOT.js';

/** What a home would do in the market at a moment. */
export interface TradePlan {
  /** What it will lack, as whole lots. */
  readonly buys?: Omit<Demand, 'home'>;
  /** What it will not need. */
  readonly sells?: Omit<Offer, 'home'>;
}

/**
 * What a home does with its forecast: it buys what it will lack, and sells what lies over its forecast and reserve. The more it has
 * to spare, the less it asks: a lot that is left over at the day's end is worth nothing. With a quota to spare it asks the
 * least there is, with nothing to spare the excess price.
 *
 * @param quota the home's own, mL a day.
 */
export function planTrade(
  { used, entitlement }: Standing,
  { rest, reserve }: Forecast,
  quota: number,
): TradePlan {
  const balance = entitlement - used - rest;
  if (balance < 0) return { buys: { lots: Math.ceil(-balance / LOT) } };
  const spare = balance - reserve;
  const lots = Math.floor(spare / LOT);
  return lots < 1 ? {} : { sells: { lots, unitPrice: ask(spare / quota) } };
}

function ask(spareShare: number): bigint {
  const price = Math.round(Number(EXCESS_PRICE) * (1 - spareShare));
  return BigInt(Math.max(1, price));
}
