import type { Statement } from '@acequia/protocol';
import type { MonthOfTests } from '../harness/CalendarOfTests.js';
import type { TestCommunity } from '../harness/TestCommunity.js';
import type { CanaryBasket } from './CanaryBasket.js';

/** Delivers a statement full of canaries to a home. */
export async function plantStatement(
  community: TestCommunity,
  month: MonthOfTests,
  basket: CanaryBasket,
): Promise<void> {
  const { homeId } = basket;
  const litres = (name: string): number => basket.integer(name, 1_000_000_000_000, 9_000_000_000_000);
  const statementId = `${month.periodId}-07`;
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
