import type { Community } from './Community.js';

/** Opens September 2016 with 10 lots of 1 kWh on two accounts. */
export async function openMonth(community: Community): Promise<{
  readonly periodId: string;
  readonly start: number;
  readonly end: number;
  readonly accounts: readonly [string, string];
}> {
  const accounts = [`acc-${'a'.repeat(32)}`, `acc-${'b'.repeat(32)}`] as const;
  const period = {
    periodId: '2016-09',
    start: community.origin,
    end: community.origin + 30 * 86_400,
    contracts: [{ resource: 'energy', lotSize: '1000', lots: 10 }],
  };
  await community.ledger.run(community.operator, 'quota', 'openPeriod', {
    ...period,
    holdings: accounts.map((accountId, index) => ({ accountId, resource: 'energy', lots: 4 + 2 * index })),
  });
  return { periodId: period.periodId, start: period.start, end: period.end, accounts };
}
