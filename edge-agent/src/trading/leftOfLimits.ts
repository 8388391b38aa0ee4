import type { ReasonCode } from './decisionSchema.js';
import type { Situation } from './Situation.js';
import { startedWithin } from './startedWithin.js';
import type { TradeFact } from './TradeFact.js';
import type { TradingRule } from './tradingRules.js';

/** How many lots a rule may still trade, and which limit says so. */
export interface Allowance {
  readonly lots: bigint;
  /** The tightest limit. */
  readonly limit: ReasonCode;
}

/**
 * What a rule's limits leave, at a price for a lot. Trades under way count in full, so that no outcome of them goes over a limit;
 * so do trades that came to nothing, among the day's auctions. Pure.
 *
 * @param facts of all the home's trades.
 * @param price tokens, minor units; above zero.
 */
export function leftOfLimits(
  rule: TradingRule,
  { periodId, day }: Pick<Situation, 'periodId' | 'day'>,
  lotSize: bigint,
  price: bigint,
  facts: readonly TradeFact[],
): Allowance {
  const own = facts.filter(({ side, resource }) => side === rule.side && resource === rule.resource);
  const today = startedWithin(day, own);
  const inPeriod = own.filter((fact) => fact.periodId === periodId);
  const room = (limit: string, done: bigint, unit: bigint): bigint =>
    atLeastZero(BigInt(limit) - done) / unit;
  const allowances: Allowance[] = [
    { limit: 'limit-period', lots: room(rule.maxPerPeriod, lotsOf(inPeriod) * lotSize, lotSize) },
    { limit: 'limit-quantity', lots: room(rule.perDay.quantity, lotsOf(today) * lotSize, lotSize) },
  ];
  if (rule.side === 'buy') {
    const spent = today.reduce((sum, fact) => sum + BigInt(fact.lots) * fact.price, 0n);
    allowances.push({ limit: 'limit-spend', lots: room(rule.perDay.spend, spent, price) });
  }
  if (today.length >= rule.perDay.auctions) allowances.unshift({ limit: 'limit-auctions', lots: 0n });
  return allowances.reduce((tightest, one) => (one.lots < tightest.lots ? one : tightest));
}

function lotsOf(facts: readonly TradeFact[]): bigint {
  return facts.reduce((sum, { lots }) => sum + BigInt(lots), 0n);
}

function atLeastZero(value: bigint): bigint {
  return value < 0n ? 0n : value;
}
