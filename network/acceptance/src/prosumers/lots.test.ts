import { expect } from 'chai';
import { random16Hex, sha256Hex } from '@acequia/protocol';
import { tariffOf } from '../harness/documents.js';
import type { Member } from '../harness/Member.js';
import type { Meter } from '../harness/Meter.js';
import { openPeriod, type PeriodOfTests } from '../harness/openPeriod.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';
import { billFromLedger, type BillReader } from '../story/billFromLedger.js';

const HOME = 'SH3';
const TARIFF = 'lots-of-panels';

describe('what a home delivers, as lots', () => {
  let period: PeriodOfTests;
  let meters: readonly Meter[];
  const evidenceHash = sha256Hex(`evidence of a test ${random16Hex()}`);

  const operator = (): Member => suite().community.operator;
  const lotsOf = async (accountId: string): Promise<number | undefined> => {
    const holdings = await operator().ledger.quota.getHoldings({ periodId: period.periodId });
    return holdings.find((each) => each.accountId === accountId && each.resource === 'energy')?.lots;
  };
  const expectEquation9 = async (contract: string): Promise<void> => {
    const { ledger } = suite().community.parties.auditor;
    const rows = await ledger.quota.checkEquation9({ periodId: period.periodId });
    expect(rows.find(({ resource }) => resource === 'energy')).to.deep.equal({
      resource: 'energy',
      contract,
      held: contract,
      holds: true,
    });
  };

  before(async () => {
    const { community } = suite();
    const { billing, quota, monitoring } = operator().ledger;
    period = await openPeriod(community);
    const quotaAccount = { accountId: period.accounts[HOME], salt: random16Hex() };
    const tariff = tariffOf(TARIFF);
    const [used, made] = await Promise.all([
      community.enrolMeter(HOME, 'energy', period.start),
      community.enrolMeter(HOME, 'energy', period.start, 'production'),
      quota.assignAccount({ homeId: HOME }, { quotaAccount }),
      billing.setTariff({
        ...tariff,
        prices: tariff.prices.map((price) =>
          price.resource === 'energy' ? { ...price, feedInMinor: '6000' } : price,
        ),
      }),
    ]);
    meters = [used, made];
    // 25.5 kWh are left over.
    await community.submit(used, used.window({ amounts: [1000, 500, 4000] }));
    await community.submit(made, made.window({ amounts: [13_000, 14_000, 0] }));
    await community.settled();
    const { periodId } = period;
    await monitoring.decideWindows({
      decisions: meters.map(({ deviceId }) => ({ deviceId, sequence: 1, verdict: 'accepted', periodId })),
    });
  });

  it('are given to its account once for the same surplus, and the contract grows by as many', async () => {
    const { periodId, accounts } = period;
    const request = { periodId, accountId: accounts[HOME], lots: 2, before: 0, evidenceHash };
    const { quota } = operator().ledger;
    await refused(() => suite().community.home(HOME).ledger.quota.addProducedLots(request), 'ROLE_DENIED');
    await quota.addProducedLots(request);
    const again = { ...request, lots: 1, evidenceHash: sha256Hex('another operator’s') };
    await refused(() => quota.addProducedLots(again), 'PRODUCED_LOTS_EXISTS');
    await suite().settled();
    expect(await lotsOf(accounts[HOME])).to.equal(22);
    await expectEquation9('620000');
    const listed = await suite().community.home('SH1').ledger.quota.listProducedLots({ periodId });
    expect(listed.map(({ accountId, lots }) => [accountId, lots])).to.deep.equal([[accounts[HOME], 2]]);
  });

  it('can be a neighbour’s', async () => {
    const { periodId, accounts } = period;
    const move = { periodId, resource: 'energy', from: accounts[HOME], to: accounts.SH1, lots: 2 } as const;
    await operator().ledger.quota.moveLots(move);
    await suite().settled();
    expect([await lotsOf(accounts[HOME]), await lotsOf(accounts.SH1)]).to.deep.equal([20, 22]);
    await expectEquation9('620000');
  });

  it('are not paid for again: the supplier pays for what is left, as home and community compute it', async () => {
    const { community } = suite();
    const readers: readonly BillReader[] = [
      { member: operator(), keyring: community.keys.community },
      { member: community.home(HOME), keyring: community.sealer(HOME) },
    ];
    for (const reader of readers) {
      const bill = await billFromLedger(reader, {
        homeId: HOME,
        period,
        tariffId: TARIFF,
        meters,
        withLate: false,
      });
      // 4 kWh at 0.15 € and 5.5 kWh fed in at 0.06 €.
      expect(
        bill.lines.map(({ kind, quantity, amountMinor }) => [kind, quantity, amountMinor]),
      ).to.deep.equal([
        ['baseFee', '1', '600'],
        ['withinQuota', '4000', '60'],
        ['feedIn', '5500', '-33'],
        ['withinQuota', '0', '0'],
      ]);
      expect(bill.totalMinor).to.equal('627');
    }
  });

  it('are made no more when the period is closed', async () => {
    const { periodId, accounts } = period;
    const { quota } = operator().ledger;
    await quota.closePeriod({ periodId });
    const request = {
      periodId,
      accountId: accounts[HOME],
      lots: 1,
      before: 2,
      evidenceHash: sha256Hex('another'),
    };
    await refused(() => quota.addProducedLots(request), 'PERIOD_CLOSED');
  });
});
