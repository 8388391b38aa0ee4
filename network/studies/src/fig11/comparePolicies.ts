import type { Month } from './model/Month.js';
import type { HomeDay } from './HomeDay.js';
import { Outcome } from './Outcome.js';
import { MarketPolicy } from './policies/market/MarketPolicy.js';
import type { Market } from './policies/market/Market.js';
import { noTrading } from './policies/noTrading.js';
import { paperPolicy } from './policies/paperPolicy.js';
import type { TradingPolicy } from './policies/TradingPolicy.js';
import { POLICY_NAMES, type PolicyName } from './PolicyName.js';
import { simulateMonth } from './simulateMonth.js';

/** A month that homes live through under each policy. */
export interface StudyCase {
  readonly month: Month;
  /** By home, mL a day. */
  readonly quotas: readonly number[];
  readonly seed: number;
}

/** What each policy gave. */
export type Outcomes = Readonly<Record<PolicyName, Outcome>>;

/**
 * Lets the same homes with the same wishes and quotas live through the same months under each policy: trading alone differs.
 *
 * @param cases drawn one after the other: a hundred months need not be in memory at the same time.
 */
export async function comparePolicies(
  cases: Iterable<StudyCase>,
  openMarket: (studyCase: StudyCase) => Promise<Market>,
  onCase: (seed: number) => void,
): Promise<Outcomes> {
  const months: Record<PolicyName, HomeDay[][]> = { 'no trading': [], 'paper policy': [], ours: [] };
  for (const studyCase of cases) {
    const { month, quotas, seed } = studyCase;
    const policies: Record<PolicyName, TradingPolicy> = {
      'no trading': noTrading,
      'paper policy': paperPolicy,
      ours: new MarketPolicy({ market: await openMarket(studyCase), quotas, seed }),
    };
    for (const name of POLICY_NAMES) months[name].push(await simulateMonth(month, quotas, policies[name]));
    onCase(seed);
  }
  return {
    'no trading': new Outcome(months['no trading']),
    'paper policy': new Outcome(months['paper policy']),
    ours: new Outcome(months.ours),
  };
}
