import { expect } from 'chai';
import type { TariffRecord } from '../schemas/billing.js';
import { computeBill } from './computeBill.js';
import type { PowerQuota } from './PowerQuota.js';

const tariff: TariffRecord = {
  tariffId: '2016-A',
  validFrom: 1000,
  baseFeeMinor: '600',
  prices: [{ resource: 'energy', per: '1000000', priceMinor: '15340', excessMinor: '25000' }],
};
const energy = {
  use: {
    resource: 'energy',
    use: 7750n,
    intervals: { measured: 3, replaced: 0, estimated: 0, suspect: 0, missing: 0 },
    uncoveredSeconds: 0,
    quality: 'measured',
    trust: 'node',
  },
  quota: 10_000n,
} as const;

describe('the power of a bill', () => {
  const charging: TariffRecord = { ...tariff, power: { per: '1000', excessMinor: '30' } };
  const hours = (...watts: readonly number[]): PowerQuota['draws'] =>
    watts.map((each, hour) => ({
      start: hour * 3600,
      end: (hour + 1) * 3600,
      wattSeconds: BigInt(each) * 3600n,
    }));
  const quotas: PowerQuota[] = [
    { resource: 'power.18-22', draws: hours(1000, 4250, 2000), entitlement: [{ from: 0, watts: 2000n }] },
    { resource: 'power.22-24', draws: hours(500), entitlement: [{ from: 0, watts: 1000n }] },
  ];

  it('charges what was drawn above the entitlement of each slot, beside the energy', () => {
    const without = computeBill(tariff, [energy]);
    const { power, lines, totalMinor } = computeBill(charging, [energy], quotas);
    expect(power).to.deep.equal([
      { resource: 'power.18-22', highest: '4250', entitlement: '2000', excess: '2250' },
      { resource: 'power.22-24', highest: '500', entitlement: '1000', excess: '0' },
    ]);
    expect(lines.slice(0, -1)).to.deep.equal(without.lines);
    expect(lines.at(-1)).to.deep.equal({
      kind: 'excess',
      resource: 'power.18-22',
      quantity: '2250',
      unit: 'Wh',
      priceMinor: '30',
      per: '1000',
      amountMinor: '68',
      quality: 'measured',
      trust: 'node',
    });
    expect(BigInt(totalMinor)).to.equal(BigInt(without.totalMinor) + 68n);
  });

  it('is none where the tariff has no price for it, or the period no contract', () => {
    expect(computeBill(tariff, [], quotas)).to.deep.equal(computeBill(tariff, []));
    expect(computeBill(charging, [], [])).to.deep.equal(computeBill(tariff, []));
  });
});
