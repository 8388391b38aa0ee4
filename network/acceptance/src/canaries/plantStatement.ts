import { calendarDay, type Statement } from '@acequia/protocol';
import type { MonthOfTests } from '../harness/CalendarOfTests.js';
import type { TestCommunity } from '../harness/TestCommunity.js';
import type { CanaryBasket } from './CanaryBasket.js';
import { MOST_MEASURED } from './MOST_MEASURED.js';

/**
 * Delivers a statement full of canaries to a home, of a day before the month, so that it is not in the way of those that the
 * community's gateway sends.
 */
export async function plantStatement(
  community: TestCommunity,
  month: MonthOfTests,
  basket: CanaryBasket,
): Promise<void> {
  const { homeId } = basket;
  const litres = (name: string): number => basket.integer(name, 2 * MOST_MEASURED, 9 * MOST_MEASURED);
  const statementId = calendarDay(month.start - 10 * 86_400, 'UTC').id;
  const statement: Statement = {
    version: 1,
    salt: basket.hex16('statement salt'),
    homeId,
    statementId,
    periodId: basket.words('statement period'),
    at: community.now(),
    lines: [{ resource: 'water', use: litres('statement use'), quota: litres('statement quota'), unit: 'L' }],
    warnings: [{ code: 'OVER_QUOTA', resource: 'water', percent: 131 }],
  };
  await community.operator.ledger.monitoring.deliverStatement({ homeId, statementId }, { statement });
}
