import type { TradingRules, TradingRulesInput } from '@acequia/edge-agent';
import type { MeteredResource } from '@acequia/protocol';

/** The household's rules with one in place of that of its side and resource; without it where there is none. */
export function replaceRule(
  rules: TradingRules,
  place: { readonly side: 'buy' | 'sell'; readonly resource: MeteredResource },
  rule: NonNullable<TradingRulesInput['rules']>[number] | undefined,
): TradingRulesInput {
  const others = rules.rules.filter(
    ({ side, resource }) => side !== place.side || resource !== place.resource,
  );
  return { ...rules, rules: rule === undefined ? others : [...others, rule] };
}
