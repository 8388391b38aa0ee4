import { expect } from 'chai';
import type { Quality } from '../schemas/readings.js';
import type { TrustGrade } from '../schemas/primitives.js';
import { computeNetUse } from './computeNetUse.js';
import type { MeterReading } from './MeterReading.js';

const HOUR = 3600;
const bounds = { start: 0, end: 4 * HOUR };
/** A meter's readings of consecutive hours. */
const meter = (
  deviceId: string,
  trust: TrustGrade,
  ...hours: readonly (number | Quality)[]
): MeterReading[] => {
  let register = 1000;
  return hours.map((told, hour) => {
    const span = { start: hour * HOUR, end: (hour + 1) * HOUR };
    const origin = { deviceId, trust, isFirst: hour === 0 };
    if (typeof told === 'string') return { ...origin, interval: { ...span, quality: told } };
    const from = register;
    register += told;
    const measured = { quality: 'measured' as const, from, to: register, amount: told, maxW: told };
    return { ...origin, interval: { ...span, ...measured } };
  });
};

describe('computeNetUse', () => {
  it('takes what the home made off its use, and tells how far both can be relied on', () => {
    const consumption = meter('used', 'node', 300, 100);
    const production = meter('made', 'relayed', 120, 130, 40, 'suspect', 999);
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
    const consumption = meter('used', 'node', 300);
    const production = meter('made', 'relayed', 'missing');
    const { production: own, ...use } = computeNetUse('energy', { consumption, production }, bounds);
    expect(use).to.include({ use: 300n, quality: 'measured', trust: 'node' });
    expect(own).to.include({ produced: 0n, quality: 'missing', trust: 'relayed' });
  });
});
