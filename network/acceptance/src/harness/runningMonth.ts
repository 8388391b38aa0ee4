import { calendarDay, periodBounds, random16Hex } from '@acequia/protocol';
import { orUnknown } from '@acequia/protocol/fabric';
import type { MonthOfTests } from './CalendarOfTests.js';
import { planPeriod } from './openPeriod.js';
import { HOME_NAMES } from './HomeName.js';
import type { TestCommunity } from './TestCommunity.js';

/** However long tests run, it is not closed under them: a quarter of an hour on from where the month would be over, at an hour a second. */
const LONGER = 40 * 86_400;

/**
 * The month that the ledger's clock started in, with an end of its own, opened when it is not yet, with an account for each home: so
 * that the community's gateway measures use and sends statements. Earlier months cannot be opened any more afterwards.
 */
export async function runningMonth(community: TestCommunity): Promise<MonthOfTests> {
  const { quota, registry } = community.operator.ledger;
  const { timeZone, clock } = await registry.getCommunity();
  const periodId = calendarDay(clock.origin, timeZone).id.slice(0, 7);
  const { start, end } = periodBounds(periodId, timeZone);
  const month = { periodId, start, end: end + LONGER };
  if ((await orUnknown(quota.getPeriod({ periodId }), /^PERIOD_UNKNOWN$/)) !== undefined) return month;
  const { accounts, contracts, holdings } = planPeriod(month);
  await quota.openPeriod({ ...month, contracts: [...contracts], holdings: [...holdings] });
  for (const homeId of HOME_NAMES) {
    const quotaAccount = { accountId: accounts[homeId], salt: random16Hex() };
    await quota.assignAccount({ homeId }, { quotaAccount });
  }
  return month;
}
