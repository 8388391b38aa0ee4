import type { Decision } from './decisionSchema.js';
import type { Situation } from './Situation.js';
import type { TradeFact } from './TradeFact.js';
import type { TradingRules } from './tradingRules.js';
import { weighRule } from './weighRule.js';

/**
 * What a household's rules come to: a decision for each rule whose resource's situation is known, in the order of the rules. A dry
 * run is this function and nothing else. Pure.
 *
 * @param facts of all trades of the home that its limits may have to count.
 */
export function weighRules(
  { rules, quietHours }: Pick<TradingRules, 'rules' | 'quietHours'>,
  situations: readonly Situation[],
  facts: readonly TradeFact[],
): Decision[] {
  return rules.flatMap((rule) =>
    situations
      .filter(({ resource }) => resource === rule.resource)
      .map((situation) => weighRule(rule, situation, facts, quietHours)),
  );
}
