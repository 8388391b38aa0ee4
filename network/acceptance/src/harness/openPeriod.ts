import { random16Hex, type Contract, type Holding } from '@acequia/protocol';
import type { MonthOfTests } from './CalendarOfTests.js';
import { HOME_NAMES, type HomeName } from './HomeName.js';
import type { TestCommunity } from './TestCommunity.js';

/** A period of the tests and who holds what in it. */
export interface PeriodOfTests extends MonthOfTests {
  readonly contracts: readonly Contract[];
  readonly holdings: readonly Holding[];
  /** The account of each home, as the homes' collections say it. */
  readonly accounts: Readonly<Record<HomeName, string>>;
}

export function newAccountId(): string {
  return `acc-${random16Hex()}`;
}

/** A period as it could be opened: energy 60 lots of 10 kWh and water 30 lots of 1 m³, a third for each home. */
export function planPeriod(month: MonthOfTests): PeriodOfTests {
  const accounts = { SH1: newAccountId(), SH2: newAccountId(), SH3: newAccountId() };
  const holdings = HOME_NAMES.flatMap((homeId) => [
    { accountId: accounts[homeId], resource: 'energy' as const, lots: 20 },
    { accountId: accounts[homeId], resource: 'water' as const, lots: 10 },
  ]);
  const contracts = [
    { resource: 'energy' as const, lotSize: '10000', lots: 60 },
    { resource: 'water' as const, lotSize: '1000', lots: 30 },
  ];
  return { ...month, contracts, holdings, accounts };
}

/** Opens a period in a month of its own, which is over on the ledger's clock, so that it can be closed at once. */
export async function openPeriod(community: TestCommunity): Promise<PeriodOfTests> {
  const plan = planPeriod(community.month());
  const { periodId, start, end } = plan;
  await community.operator.ledger.quota.openPeriod({
    periodId,
    start,
    end,
    contracts: [...plan.contracts],
    holdings: [...plan.holdings],
  });
  return plan;
}
