import { fromAmount } from '@acequia/protocol';
import type { Decision, ReasonCode } from './decisionSchema.js';
import { leftOfLimits } from './leftOfLimits.js';
import { refuseToTrade } from './refuseToTrade.js';
import type { Outlook, Share, Situation } from './Situation.js';
import type { TradeFact } from './TradeFact.js';
import type { BuyRule, SellRule, TradingRule } from './tradingRules.js';

/** Prices of rules are for so many base units. */
const PRICED_BY = 1000n;
const MAX_LOTS = 1_000_000_000n;

/** What a rule would trade if no limit held it back. */
interface Wish {
  /** With what is about to be bought, without what is about to be sold. */
  readonly holds: bigint;
  /** Base units that are lacking or spare. */
  readonly difference: bigint;
  readonly lots: bigint;
  /** Tokens, minor units, for a lot. */
  readonly price: bigint;
  /** Why nothing is traded when `lots` is 0. */
  readonly otherwise: ReasonCode;
}

/** What one rule comes to, in the light of all trades before. Pure. */
export function weighRule(
  rule: TradingRule,
  situation: Situation,
  facts: readonly TradeFact[],
  quietHours: number,
): Decision {
  const { now: at, share, outlook, periodId } = situation;
  const common = { at, side: rule.side, resource: rule.resource };
  const refusal = refuseToTrade(rule, situation, facts, quietHours);
  if (refusal !== undefined || share === undefined || outlook === undefined) {
    return { ...common, reason: refusal ?? 'readings-missing' };
  }
  const open = facts.filter(
    (fact) => fact.resource === rule.resource && fact.periodId === periodId && fact.finishedAt === undefined,
  );
  const wish =
    rule.side === 'buy' ? wishToBuy(rule, share, outlook, open) : wishToSell(rule, share, outlook, open);
  const figures = figuresOf(wish, outlook);
  if (wish.lots <= 0n) return { ...common, reason: wish.otherwise, figures };
  if (!isPayable(wish.price, share)) return { ...common, reason: 'price', figures };
  const allowance = leftOfLimits(rule, situation, share.lotSize, wish.price, facts);
  const lots = [wish.lots, allowance.lots, MAX_LOTS].reduce((a, b) => (b < a ? b : a));
  if (lots === 0n) return { ...common, reason: allowance.limit, figures };
  const quantity = fromAmount(lots * share.lotSize);
  const intent = { periodId, lots: Number(lots), quantity, price: fromAmount(wish.price) };
  return { ...common, reason: 'trade', figures, intent };
}

/** What is lacking, up to the next lot. What is being bought counts as held: the same is not bought twice. */
function wishToBuy(
  rule: BuyRule,
  { lotSize, holds, excessPrice }: Share,
  { used, expected, band }: Outlook,
  open: readonly TradeFact[],
): Wish {
  const held = holds + lotsOf(open.filter(({ side }) => side === 'buy')) * lotSize;
  const least = expected > band ? expected - band : 0n;
  const need = used + (rule.when === 'sure' ? least : expected);
  const difference = need > held ? need - held : 0n;
  const isOver = need * 100n > held * BigInt(100 + rule.overPercent);
  const own = (BigInt(rule.maxPrice) * lotSize) / PRICED_BY;
  // Above the excess price nobody buys: going over the share would be cheaper.
  const price = excessPrice !== undefined && excessPrice < own ? excessPrice : own;
  const lots = isOver ? (difference + lotSize - 1n) / lotSize : 0n;
  return { holds: held, difference, lots, price, otherwise: 'enough' };
}

/** What is left when the home uses all that it may use, and the reserve besides. What is about to be sold is not held any more. */
function wishToSell(
  rule: SellRule,
  { lotSize, holds }: Share,
  { used, expected, band }: Outlook,
  open: readonly TradeFact[],
): Wish {
  const leaving = lotsOf(open.filter(({ side, isLocked }) => side === 'sell' && !isLocked)) * lotSize;
  const held = holds > leaving ? holds - leaving : 0n;
  const reserve = (expected * BigInt(rule.reservePercent) + 99n) / 100n;
  const need = used + expected + band + reserve;
  const difference = held > need ? held - need : 0n;
  const price = (BigInt(rule.minPrice) * lotSize + PRICED_BY - 1n) / PRICED_BY;
  return { holds: held, difference, lots: difference / lotSize, price, otherwise: 'nothing-spare' };
}

function isPayable(price: bigint, { excessPrice }: Share): boolean {
  return price > 0n && (excessPrice === undefined || price <= excessPrice);
}

function figuresOf({ holds, difference }: Wish, { used, expected, band }: Outlook): Decision['figures'] {
  return {
    holds: fromAmount(holds),
    used: fromAmount(used),
    expected: fromAmount(expected),
    band: fromAmount(band),
    difference: fromAmount(difference),
  };
}

function lotsOf(facts: readonly TradeFact[]): bigint {
  return facts.reduce((sum, { lots }) => sum + BigInt(lots), 0n);
}
