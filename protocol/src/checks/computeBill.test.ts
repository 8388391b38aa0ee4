import { expect } from 'chai';
import fc from 'fast-check';
import type { TariffRecord } from '../schemas/billing.js';
import { billDocumentSchema, billLineSchema } from '../schemas/billing.js';
import { computeBill, type MeasuredQuota } from './computeBill.js';
import { computeNote } from './computeNote.js';
import { computeQuota } from './computeQuota.js';
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
