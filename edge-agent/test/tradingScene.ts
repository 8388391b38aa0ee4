import type { Outlook, Share, Situation } from '../src/trading/Situation.js';
import {
  tradingRulesSchema,
  type TradingRules,
  type TradingRulesInput,
} from '../src/trading/tradingRules.js';

const DAY = 86_400;
/** 2016-09-20 00:00 in Madrid. */
export const TODAY = 1_474_322_400;
/** Noon of that day. */
export const NOON = TODAY + DAY / 2;

/** "When I am forecast to exceed my water share by 5 %, buy up to 300 L below 2 tokens a cubic metre": the token has two decimals. */
export const BUY_WATER = {
  side: 'buy',
  resource: 'water',
  maxPerPeriod: '300',
  maxPrice: '200',
  perDay: { auctions: 3, quantity: '200', spend: '30' },
} as const;
export const SELL_WATER = {
  side: 'sell',
  resource: 'water',
  maxPerPeriod: '2000',
  minPrice: '50',
  perDay: { auctions: 3, quantity: '1000' },
} as const;

export function rulesOf(...rules: NonNullable<TradingRulesInput['rules']>): TradingRules {
  return tradingRulesSchema.parse({ mode: 'on', rules });
}

/** A home with 9000 litres for September in lots of 10, on the 20th at noon. */
export function aSituation({
  share = {},
  outlook = {},
  ...others
}: Partial<Omit<Situation, 'share' | 'outlook'>> & {
  readonly share?: Partial<Share>;
  readonly outlook?: Partial<Outlook>;
} = {}): Situation {
  return {
    resource: 'water',
    now: NOON,
    periodId: '2016-09',
    periodEnd: TODAY + 11 * DAY,
    day: { start: TODAY, end: TODAY + DAY },
    share: { lotSize: 10n, holds: 9000n, coins: [20], excessPrice: 3n, ...share },
    outlook: { from: NOON - 3600, used: 6000n, expected: 3000n, band: 200n, ...outlook },
    ...others,
  };
}
