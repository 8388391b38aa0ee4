import { expect } from 'chai';
import type { Committed } from '@acequia/protocol/fabric';
import { newAccountId, openPeriod, planPeriod, type PeriodOfTests } from '../harness/openPeriod.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';
import type { CommunityLedger } from '@acequia/protocol/fabric';

type OpenPeriod = Parameters<CommunityLedger['quota']['openPeriod']>[0];

describe('lots whose sum would differ from the contract are refused, and change nothing,', () => {
  let period: PeriodOfTests;
  /** The month of every refused opening: it stays unused. */
  let plan: OpenPeriod;

  before(async () => {
    const { community } = suite();
    period = await openPeriod(community);
    const { periodId, start, end, contracts, holdings } = planPeriod(community.month());
    plan = { periodId, start, end, contracts: [...contracts], holdings: [...holdings] };
  });

  const quota = (): CommunityLedger['quota'] => suite().community.operator.ledger.quota;
  const open = (change: Partial<OpenPeriod>): Promise<Committed> =>
    quota().openPeriod({ ...plan, ...change });

  it('when a period opens with one lot too many', async () => {
    const holdings = [...plan.holdings, { accountId: newAccountId(), resource: 'energy' as const, lots: 1 }];
    await refused(() => open({ holdings }), 'QUOTA_SUM_DIFFERS');
  });

  it('when a period opens with one lot too few', async () => {
    const holdings = plan.holdings.map((holding, index) =>
      index === 0 ? { ...holding, lots: 19 } : holding,
    );
    await refused(() => open({ holdings }), 'QUOTA_SUM_DIFFERS');
  });

  it('when a resource of the contract is held by nobody', async () => {
    const holdings = plan.holdings.filter(({ resource }) => resource === 'energy');
    await refused(() => open({ holdings }), 'QUOTA_SUM_DIFFERS');
  });

  it('when two contracts of power are for the same hour', async () => {
    const slots = ['power.18-22', 'power.21-24'] as const;
    const power = slots.map((resource) => ({ resource, lotSize: '500', lots: 1 }));
    const held = slots.map((resource) => ({ accountId: newAccountId(), resource, lots: 1 }));
    await refused(
      () => open({ contracts: [...plan.contracts, ...power], holdings: [...plan.holdings, ...held] }),
      'SLOT_OVERLAP',
    );
  });

  it('when the contract grows and the holdings do not', async () => {
    const holdings = [{ accountId: period.accounts.SH1, lots: 20 }];
    const { periodId } = period;
    await refused(
      () => quota().adjustContract({ periodId, resource: 'energy', lots: 61, holdings }),
      'QUOTA_SUM_DIFFERS',
    );
  });

  it('when the holdings grow and the contract does not', async () => {
    const holdings = [{ accountId: period.accounts.SH1, lots: 21 }];
    const { periodId } = period;
    await refused(
      () => quota().adjustContract({ periodId, resource: 'energy', lots: 60, holdings }),
      'QUOTA_SUM_DIFFERS',
    );
  });

  it('when more lots are moved than the account holds', async () => {
    const { periodId, accounts } = period;
    await refused(
      () => quota().moveLots({ periodId, resource: 'water', from: accounts.SH1, to: accounts.SH2, lots: 11 }),
      'LOTS_INSUFFICIENT',
    );
  });

  it('while moves and adjustments that add up are taken, and Equation 9 holds', async () => {
    const { periodId, accounts } = period;
    await quota().moveLots({ periodId, resource: 'water', from: accounts.SH1, to: accounts.SH2, lots: 4 });
    const holdings = [{ accountId: accounts.SH3, lots: 25 }];
    await quota().adjustContract({ periodId, resource: 'energy', lots: 65, holdings });
    expect(await quota().checkEquation9({ periodId })).to.have.deep.members([
      { resource: 'energy', contract: '650000', held: '650000', holds: true },
      { resource: 'water', contract: '30000', held: '30000', holds: true },
    ]);
  });

  it('and everything about lots once the period is closed', async () => {
    const { periodId, accounts } = period;
    await quota().closePeriod({ periodId });
    await refused(
      () => quota().moveLots({ periodId, resource: 'water', from: accounts.SH2, to: accounts.SH1, lots: 1 }),
      'PERIOD_CLOSED',
    );
    const holdings = [{ accountId: accounts.SH3, lots: 20 }];
    await refused(
      () => quota().adjustContract({ periodId, resource: 'energy', lots: 60, holdings }),
      'PERIOD_CLOSED',
    );
  });
});
