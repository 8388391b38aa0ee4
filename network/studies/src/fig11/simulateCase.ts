import type { HomeDay } from './HomeDay.js';
import { MarketPolicy } from './policies/market/MarketPolicy.js';
import type { Market } from './policies/market/Market.js';
import { noTrading } from './policies/noTrading.js';
import { paperPolicy } from './policies/paperPolicy.js';
import type { PolicyName } from './PolicyName.js';
import { simulateMonth } from './simulateMonth.js';
import type { StudyCase } from './StudyCase.js';

/** What became of one month under each policy. */
export type CaseDays = Readonly<Record<PolicyName, readonly HomeDay[]>>;

/**
 * Lets the same homes with the same wishes and quotas live through the same month under each policy: trading alone differs.
 *
 * @param market where our trading takes place.
 */
export async function simulateCase({ month, quotas, seed }: StudyCase, market: Market): Promise<CaseDays> {
  return {
    'no trading': await simulateMonth(month, quotas, noTrading),
    'paper policy': await simulateMonth(month, quotas, paperPolicy),
    ours: await simulateMonth(month, quotas, new MarketPolicy({ market, quotas, seed })),
  };
}
