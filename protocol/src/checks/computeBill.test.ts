import { expect } from 'chai';
import fc from 'fast-check';
import type { TariffRecord } from '../schemas/billing.js';
import { billDocumentSchema, billLineSchema, resourcePriceSchema } from '../schemas/billing.js';
import { computeBill, type MeasuredQuota } from './computeBill.js';
import { computeNote } from './computeNote.js';
import { computeQuota } from './computeQuota.js';
import { computeNetUse } from './computeNetUse.js';
import type { ResourceUse } from './computeUse.js';
import { tariffAt } from './tariffAt.js';

const tariff: TariffRecord = {
  tariffId: '2016-A',
  validFrom: 1000,
  baseFeeMinor: '600',
  prices: [
    { resource: 'water', per: '1000', priceMinor: '185', excessMinor: '320' },
    { resource: 'energy', per: '1000000', priceMinor: '15340', excessMinor: '25000' },
  ],
};

const used = (resource: 'energy' | 'water', use: bigint): ResourceUse => ({
  resource,
  use,
  intervals: { measured: 720, replaced: 0, estimated: 0, suspect: 0, missing: 0 },
  uncoveredSeconds: 0,
  quality: 'measured',
  trust: 'node',
});

describe('computeBill', () => {
  it('charges the base fee, the quota at the price and the rest at the excess price', () => {
    const bill = computeBill(tariff, [
      { use: used('energy', 312_345n), quota: 300_000n },
      { use: used('water', 9_876n), quota: 12_000n },
    ]);
    expect(bill.lines).to.deep.equal([
      { kind: 'baseFee', quantity: '1', unit: 'period', priceMinor: '600', per: '1', amountMinor: '600' },
      {
        kind: 'withinQuota',
        resource: 'energy',
        quantity: '300000',
        unit: 'Wh',
        priceMinor: '15340',
        per: '1000000',
        amountMinor: '4602',
        quality: 'measured',
        trust: 'node',
      },
      {
        kind: 'excess',
        resource: 'energy',
        quantity: '12345',
        unit: 'Wh',
        priceMinor: '25000',
        per: '1000000',
        amountMinor: '309',
        quality: 'measured',
        trust: 'node',
      },
      {
        kind: 'withinQuota',
        resource: 'water',
        quantity: '9876',
        unit: 'L',
        priceMinor: '185',
        per: '1000',
        amountMinor: '1827',
        quality: 'measured',
        trust: 'node',
      },
    ]);
    expect(bill.totalMinor).to.equal('7338');
    expect(bill.basis.map(({ use, quota, excess }) => ({ use, quota, excess }))).to.deep.equal([
      { use: '312345', quota: '300000', excess: '12345' },
      { use: '9876', quota: '12000', excess: '0' },
    ]);
    for (const line of bill.lines) billLineSchema.parse(line);
    billDocumentSchema.shape.basis.parse(bill.basis);
  });

  it('rounds half a cent up', () => {
    const lines = computeBill(tariff, [{ use: used('water', 100n), quota: 1000n }]).lines;
    // 100 L at 1.85 a cubic metre are 18.5 cents.
    expect(lines.find((line) => line.resource === 'water')?.amountMinor).to.equal('19');
  });

  it('lists a resource of the tariff that the home has no meter for', () => {
    const { basis, totalMinor } = computeBill(tariff, []);
    expect(basis.map((entry) => entry.use)).to.deep.equal(['0', '0']);
    expect(totalMinor).to.equal('600');
  });

  it('refuses an overflow', () => {
    expect(() => computeBill(tariff, [{ use: used('water', 2n ** 63n - 1n), quota: 0n }])).to.not.throw();
    const dear = {
      ...tariff,
      prices: [{ resource: 'water' as const, per: '1', priceMinor: '2', excessMinor: '3' }],
    };
    expect(() => computeBill(dear, [{ use: used('water', 2n ** 62n), quota: 0n }])).to.throw(
      /^AMOUNT_OVERFLOW: /,
    );
  });

  const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
  const measured = (energy: bigint, water: bigint, quotas: readonly [bigint, bigint]): MeasuredQuota[] => [
    { use: used('energy', energy), quota: quotas[0] },
    { use: used('water', water), quota: quotas[1] },
  ];

  it('loses no cent: lines add up to the total, and within plus excess to the use', () => {
    fc.assert(
      fc.property(amount, amount, fc.tuple(amount, amount), (energy, water, quotas) => {
        const { lines, basis, totalMinor } = computeBill(tariff, measured(energy, water, quotas));
        expect(lines.reduce((sum, line) => sum + BigInt(line.amountMinor), 0n)).to.equal(BigInt(totalMinor));
        for (const { resource, use, quota, excess } of basis) {
          const ofResource = lines.filter((line) => line.resource === resource);
          expect(ofResource.reduce((sum, line) => sum + BigInt(line.quantity), 0n)).to.equal(BigInt(use));
          expect(BigInt(excess)).to.equal(BigInt(use) > BigInt(quota) ? BigInt(use) - BigInt(quota) : 0n);
        }
        // Each rounded line is within half a cent of the exact amount.
        for (const line of lines) {
          const exact = BigInt(line.quantity) * BigInt(line.priceMinor);
          const twice = 2n * (BigInt(line.amountMinor) * BigInt(line.per) - exact);
          expect(twice > -BigInt(line.per) && twice <= BigInt(line.per)).to.equal(true);
        }
      }),
    );
  });

  it('never charges less for more use', () => {
    fc.assert(
      fc.property(amount, amount, fc.tuple(amount, amount), (energy, more, quotas) => {
        const less = computeBill(tariff, measured(energy, 0n, quotas));
        const greater = computeBill(tariff, measured(energy + more, 0n, quotas));
        expect(BigInt(greater.totalMinor) >= BigInt(less.totalMinor)).to.equal(true);
      }),
    );
  });
});

describe('the bill of a home that produces', () => {
  const [water, energy] = tariff.prices;
  const fed: TariffRecord = {
    ...tariff,
    prices: [water, energy].flatMap((price) =>
      price === undefined ? [] : [price.resource === 'energy' ? { ...price, feedInMinor: '6000' } : price],
    ),
  };
  const production = {
    drawn: 400_000n,
    produced: 160_000n,
    netted: 87_655n,
    surplus: 72_045n,
    unmatched: 300n,
  };
  const intervals = { measured: 719, replaced: 0, estimated: 0, suspect: 1, missing: 0 };
  const own = {
    ...production,
    intervals,
    uncoveredSeconds: 0,
    quality: 'replaced',
    trust: 'relayed',
  } as const;
  const measured = [{ use: { ...used('energy', 312_345n), production: own }, quota: 300_000n }];

  it('charges what netting leaves, and credits what it delivered, line by line to the cent', () => {
    const bill = computeBill(fed, measured);
    // 72.045 kWh at 0.06 € are 4.3227 €.
    expect(bill.lines.find(({ kind }) => kind === 'feedIn')).to.deep.equal({
      kind: 'feedIn',
      resource: 'energy',
      quantity: '72045',
      unit: 'Wh',
      priceMinor: '6000',
      per: '1000000',
      amountMinor: '-432',
      quality: 'replaced',
      trust: 'relayed',
    });
    expect(bill.totalMinor).to.equal(String(600 + 4602 + 309 - 432));
    expect(bill.basis.find(({ resource }) => resource === 'energy')).to.deep.include({
      use: '312345',
      production: {
        drawn: '400000',
        produced: '160000',
        netted: '87655',
        surplus: '72045',
        unmatched: '300',
        intervals,
        uncoveredSeconds: 0,
      },
    });
    for (const line of bill.lines) billLineSchema.parse(line);
    billDocumentSchema.shape.basis.parse(bill.basis);
  });

  it('is in the home’s favour when it fed in for more than it pays', () => {
    const rich = [
      { ...measured[0], use: { ...used('energy', 0n), production: { ...own, surplus: 500_000n } } },
    ];
    const { totalMinor } = computeBill(
      fed,
      rich.map(({ use }) => ({ use, quota: 0n })),
    );
    expect(totalMinor).to.equal(String(600 - 3000));
    expect(billDocumentSchema.shape.totalMinor.parse(totalMinor)).to.equal('-2400');
    expect(computeNote(BigInt(totalMinor), -2000n)).to.deep.equal({
      kind: 'creditNote',
      differenceMinor: '400',
    });
  });

  it('pays nothing for what became lots of the home', () => {
    const [entry] = measured;
    if (entry === undefined) throw new Error('nothing measured');
    const bill = (asLots: bigint): ReturnType<typeof computeBill> => computeBill(fed, [{ ...entry, asLots }]);
    expect(bill(70_000n).lines.find(({ kind }) => kind === 'feedIn')).to.include({
      quantity: '2045',
      amountMinor: '-12',
    });
    expect(bill(70_000n).basis.find(({ resource }) => resource === 'energy')?.production).to.include({
      surplus: '72045',
      asLots: '70000',
    });
    for (const all of [72_045n, 80_000n]) {
      expect(bill(all).lines.map(({ kind }) => kind)).not.to.include('feedIn');
    }
  });

  it('has no line for it under a tariff without a feed-in price, nor for nothing', () => {
    expect(computeBill(tariff, measured).lines.map(({ kind }) => kind)).not.to.include('feedIn');
    const none = [{ use: { ...used('energy', 1n), production: { ...own, surplus: 0n } }, quota: 0n }];
    expect(computeBill(fed, none).lines.map(({ kind }) => kind)).not.to.include('feedIn');
  });

  it('is that of any home without readings of production', () => {
    const reading = {
      deviceId: 'm',
      trust: 'node' as const,
      isFirst: true,
      interval: { start: 0, end: 3600, quality: 'measured' as const, from: 0, to: 7, amount: 7 },
    };
    const bounds = { start: 0, end: 3600 };
    const use = computeNetUse('energy', { consumption: [reading], production: [] }, bounds);
    expect(use).to.not.have.property('production');
    const later = { ...reading, interval: { ...reading.interval, start: 3600, end: 7200 } };
    expect(computeNetUse('energy', { consumption: [reading], production: [later] }, bounds)).to.deep.equal(
      use,
    );
  });

  it('knows of no credit but for energy fed in, at most at the price', () => {
    const line = { kind: 'feedIn', quantity: '1', unit: 'Wh', priceMinor: '1', per: '1', amountMinor: '1' };
    expect(billLineSchema.safeParse(line).success).to.equal(false);
    expect(billLineSchema.safeParse({ ...line, amountMinor: '-1' }).success).to.equal(true);
    expect(billLineSchema.safeParse({ ...line, kind: 'excess', amountMinor: '-1' }).success).to.equal(false);
    expect(billLineSchema.safeParse({ ...line, amountMinor: '-0' }).success).to.equal(false);
    const price = { resource: 'energy', per: '1000', priceMinor: '15', excessMinor: '25' };
    const isPrice = (more: object): boolean => resourcePriceSchema.safeParse({ ...price, ...more }).success;
    expect(isPrice({ feedInMinor: '15' })).to.equal(true);
    expect(isPrice({ feedInMinor: '16' })).to.equal(false);
    expect(isPrice({ feedInMinor: '1', resource: 'water' })).to.equal(false);
  });
});

describe('computeNote', () => {
  it('says in whose favour the difference is', () => {
    expect(computeNote(1000n, 1000n)).to.equal(undefined);
    expect(computeNote(1200n, 1000n)).to.deep.equal({ kind: 'debitNote', differenceMinor: '200' });
    expect(computeNote(900n, 1000n)).to.deep.equal({ kind: 'creditNote', differenceMinor: '100' });
  });
});

describe('computeQuota', () => {
  const contracts = [{ resource: 'water' as const, lotSize: '500', lots: 100 }];
  const holdings = [
    { accountId: 'acc-1', resource: 'water' as const, lots: 24 },
    { accountId: 'acc-2', resource: 'water' as const, lots: 76 },
  ];
  it('multiplies the lots of the account by the lot size', () => {
    expect(computeQuota('water', contracts, holdings, ['acc-1'])).to.equal(12_000n);
    expect(computeQuota('energy', contracts, holdings, ['acc-1'])).to.equal(0n);
    expect(computeQuota('water', contracts, holdings, ['acc-3'])).to.equal(0n);
  });
});

describe('tariffAt', () => {
  const version = (tariffId: string, validFrom: number): TariffRecord => ({ ...tariff, tariffId, validFrom });
  it('takes the latest that is valid at the start of the period', () => {
    const tariffs = [version('B', 2000), version('A', 1000), version('C', 3000)];
    expect(tariffAt(tariffs, 2500)?.tariffId).to.equal('B');
    expect(tariffAt(tariffs, 999)).to.equal(undefined);
    expect(tariffAt([version('B', 1000), version('A', 1000)], 1000)?.tariffId).to.equal('B');
  });
});
