import { calendarDay, periodBounds, random16Hex } from '@acequia/protocol';
import { planPeriod } from '../harness/openPeriod.js';
import { HOME_NAMES, type TestCommunity } from '../harness/TestCommunity.js';

/** Opens the month that the ledger's clock started in, so that the community's gateway measures use and sends statements. */
export async function openRunningMonth(community: TestCommunity): Promise<void> {
  const { quota, registry } = community.operator.ledger;
  const { timeZone, clock } = await registry.getCommunity();
  const periodId = calendarDay(clock.origin, timeZone).id.slice(0, 7);
  const month = { periodId, ...periodBounds(periodId, timeZone) };
  const { accounts, contracts, holdings } = planPeriod(month);
  await quota.openPeriod({ ...month, contracts: [...contracts], holdings: [...holdings] });
  for (const homeId of HOME_NAMES) {
    const quotaAccount = { accountId: accounts[homeId], salt: random16Hex() };
    await quota.assignAccount({ homeId }, { quotaAccount });
  }
}
