import { expect } from 'chai';
import { random16Hex, type BillDocument, type Interval, type TariffRecord } from '@acequia/protocol';
import { z } from 'zod';
import { decisionsOf } from '../harness/decisionsOf.js';
import { tariffOf } from '../harness/documents.js';
import type { Meter } from '../harness/Meter.js';
import { planPeriod, type PeriodOfTests } from '../harness/openPeriod.js';
import { suite } from '../harness/Suite.js';
import { BillingGateways } from '../processes/BillingGateways.js';
import { billFromLedger } from '../story/billFromLedger.js';

const HOME = 'SH2';
const HOUR = 3600;
const TARIFF = 'panels';

const eight = (amount: number): number[] => Array.from({ length: 8 }, () => amount);
/** A day: 48 kWh by night, 72 by day, 96 in the evening. */
const USED = [...eight(6000), ...eight(9000), ...eight(12_000)];
/** Clouds until noon, then sun. */
const MADE = [...eight(0), 5000, 5000, 5000, 5000, 15_000, 15_000, 15_000, 15_000, ...eight(0)];

const useSchema = z.object({
  resources: z.array(
    z.object({
      resource: z.string(),
      use: z.string(),
      production: z.object({ produced: z.string(), surplus: z.string() }).optional(),
    }),
  ),
});

describe('a home with panels on its roof', () => {
  let gateways: BillingGateways;
  let period: PeriodOfTests;
  let used: Meter;
  let made: Meter;
  let bill: BillDocument;

  before(async () => {
    const { community } = suite();
    const { billing, quota } = community.operator.ledger;
    period = planPeriod(community.month());
    [used, made] = await Promise.all([
      community.enrolMeter(HOME, 'energy', period.start),
      community.enrolMeter(HOME, 'energy', period.start, 'production'),
    ]);
    const quotaAccount = { accountId: period.accounts[HOME], salt: random16Hex() };
    await quota.assignAccount({ homeId: HOME }, { quotaAccount });
    await billing.setTariff(withFeedIn());
    // What other tests bill goes by the usual prices.
    await billing.setTariff({ ...tariffOf('behind-panels'), validFrom: period.end });
    await community.submit(used, ...used.windows(USED, [2000, 4000]));
    await community.submit(made, made.window({ amounts: MADE }));
    await community.submit(made, made.window({ intervals: caughtUp() }));
    // The community's closes a period of the past as soon as it is opened.
    gateways = await BillingGateways.start(HOME, 'panels', { closeWaitSeconds: 0 });
  });

  after(async () => {
    await gateways.stop();
  });

  /** 6.15 cents a kWh fed in. */
  const withFeedIn = (): TariffRecord => {
    const tariff = tariffOf(TARIFF);
    return {
      ...tariff,
      validFrom: period.start,
      prices: tariff.prices.map((price) =>
        price.resource === 'energy' ? { ...price, feedInMinor: '6150' } : price,
      ),
    };
  };

  /** An hour without a reading, and one in which 3 kWh of both come. */
  const caughtUp = (): Interval[] => {
    const { payload, header } = made.last ?? expect.fail();
    const from = payload.intervals.at(-1)?.to ?? expect.fail();
    const [start, middle, end] = [header.end, header.end + HOUR, header.end + 2 * HOUR];
    return [
      { start, end: middle, quality: 'missing' },
      {
        start: middle,
        end,
        quality: 'replaced',
        from,
        to: from + 3000,
        amount: 3000,
        meanW: 1500,
        maxW: 1500,
      },
    ];
  };

  it('has the readings of both meters accepted, though they are of the same hours', async () => {
    const decisions = (await Promise.all([used, made].map(decisionsOf))).flat();
    expect(decisions.map(({ verdict }) => verdict)).to.deep.equal(
      Array.from({ length: 4 }, () => 'accepted'),
    );
  });

  it('is billed what netting leaves, with the credit for what it delivered, to the cent', async () => {
    const { quota } = suite().community.operator.ledger;
    const { periodId, start, end, contracts, holdings } = period;
    await quota.openPeriod({ periodId, start, end, contracts: [...contracts], holdings: [...holdings] });
    bill = await gateways.finalBill(periodId);
    const lines = bill.lines.map(({ kind, resource, quantity, amountMinor, quality }) =>
      [kind, resource ?? '-', quantity, amountMinor, quality ?? '-'].join(' '),
    );
    // 222 kWh less the 56 that it made in the hours of their use: 166, of a quota of 200, at 0.15 €. 24 kWh of the sunny hours
    // and the 3 that nobody can set against an hour at 0.0615 €, which is 1.6605 €.
    expect(lines).to.deep.equal([
      'baseFee - 1 600 -',
      'withinQuota energy 166000 2490 replaced',
      'feedIn energy 27000 -166 replaced',
      'withinQuota water 0 0 missing',
    ]);
    expect(bill).to.include({ tariffId: TARIFF, totalMinor: '2924' });
    expect(bill.basis.find(({ resource }) => resource === 'energy')?.production).to.include({
      drawn: '222000',
      produced: '83000',
      netted: '56000',
      surplus: '27000',
      unmatched: '0',
    });
  });

  it('sees what it made, and what that leaves of its use', async () => {
    // By then its gateway has opened all of it.
    await gateways.check(bill);
    const { resources } = await gateways.home.get(`/homes/${HOME}/use?period=${period.periodId}`, useSchema);
    const energy = resources.find(({ resource }) => resource === 'energy');
    expect(energy).to.deep.equal({
      resource: 'energy',
      use: '166000',
      production: { produced: '83000', surplus: '27000' },
    });
  });

  it('and finds it right, by its own gateway and from the ledger alone', async () => {
    expect(await gateways.check(bill)).to.equal('agrees');
    const { community } = suite();
    const { basis, lines, totalMinor } = await billFromLedger(
      { member: community.home(HOME), keyring: community.sealer(HOME) },
      { homeId: HOME, period, tariffId: TARIFF, meters: [used, made], withLate: false },
    );
    expect({ basis, lines, totalMinor }).to.deep.equal({
      basis: bill.basis,
      lines: bill.lines,
      totalMinor: bill.totalMinor,
    });
  });
});
