import { expect } from 'chai';
import type { Interval } from '../schemas/monitoring.js';
import type { TrustGrade } from '../schemas/primitives.js';
import { computeNetUse } from './computeNetUse.js';
import type { MeterReading } from './MeterReading.js';

const HOUR = 3600;
const bounds = { start: 0, end: 4 * HOUR };
const reading = (
  deviceId: string,
  trust: TrustGrade,
  hour: number,
  amount: number,
  quality: Interval['quality'] = 'measured',
): MeterReading => ({
  deviceId,
  trust,
  interval: {
    start: hour * HOUR,
    end: (hour + 1) * HOUR,
    quality,
    ...(quality === 'measured' ? { from: hour * 1000, to: hour * 1000 + amount, amount, maxW: amount } : {}),
  },
});

describe('computeNetUse', () => {
  it('takes what the home made off its use, and tells how far both can be relied on', () => {
    const consumption = [reading('used', 'node', 0, 300), reading('used', 'node', 1, 100)];
    const production = [
      reading('made', 'relayed', 0, 120),
      reading('made', 'relayed', 1, 130),
      reading('made', 'relayed', 2, 40),
      reading('made', 'relayed', 3, 0, 'suspect'),
      reading('made', 'relayed', 4, 999),
    ];
    expect(computeNetUse('energy', { consumption, production }, bounds)).to.deep.equal({
      resource: 'energy',
      use: 180n,
      intervals: { measured: 2, replaced: 0, estimated: 0, suspect: 0, missing: 0 },
      uncoveredSeconds: 2 * HOUR,
      maxPowerW: 300,
      quality: 'measured',
      trust: 'relayed',
      production: {
        drawn: 400n,
        produced: 290n,
        netted: 220n,
        surplus: 30n,
        unmatched: 40n,
        intervals: { measured: 3, replaced: 0, estimated: 0, suspect: 1, missing: 0 },
        uncoveredSeconds: 0,
        quality: 'measured',
        trust: 'relayed',
      },
    });
  });

  it('leaves the use as reliable as its own meter where nothing was netted', () => {
    const consumption = [reading('used', 'node', 0, 300)];
    const production = [reading('made', 'relayed', 0, 0, 'missing')];
    const { production: own, ...use } = computeNetUse('energy', { consumption, production }, bounds);
    expect(use).to.include({ use: 300n, quality: 'measured', trust: 'node' });
    expect(own).to.include({ produced: 0n, quality: 'missing', trust: 'relayed' });
  });
});
