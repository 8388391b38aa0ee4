import { expect } from 'chai';
import type { Quality } from '../schemas/readings.js';
import { demandOf } from './demandOf.js';
import { entitlementAt } from './entitlementAt.js';
import type { MeterReading } from './MeterReading.js';
import { powerDraws } from './powerDraws.js';

const QUARTER = 900;
const bounds = { start: 0, end: 8 * QUARTER };

/** A meter's readings of consecutive steps: Wh, or a quality that carries none, or both. */
function meter(
  deviceId: string,
  seconds: number,
  ...steps: readonly (number | Quality | readonly [Quality, number])[]
): MeterReading[] {
  let register = 1000;
  return steps.map((told, place) => {
    const span = { start: place * seconds, end: (place + 1) * seconds };
    const origin = { deviceId, trust: 'node', isFirst: place === 0 } as const;
    if (typeof told === 'string') return { ...origin, interval: { ...span, quality: told } };
    const [quality, amount] = typeof told === 'number' ? (['measured', told] as const) : told;
    const from = register;
    register += amount;
    return { ...origin, interval: { ...span, quality, from, to: register, amount } };
  });
}
const drawn = (consumption: MeterReading[], production: MeterReading[] = []): string[] =>
  powerDraws({ consumption, production }, bounds).map(
    ({ start, end, wattSeconds }) => `${start / QUARTER}-${end / QUARTER} ${wattSeconds / 3600n}`,
  );

describe('powerDraws', () => {
  it('is a draw for each interval whose use is known to be of that time, in order of time', () => {
    const readings = meter(
      'used',
      QUARTER,
      250,
      'missing',
      ['replaced', 900],
      'suspect',
      ['estimated', 30],
      0,
    );
    expect(drawn(readings.toReversed())).to.deep.equal(['0-1 250', '4-5 30', '5-6 0']);
  });

  it('goes by the register, not by the name: what was read at both ends is of its time', () => {
    const called = meter('used', QUARTER, 250, ['replaced', 900], ['replaced', 800], 0);
    expect(drawn(called)).to.deep.equal(['0-1 250', '1-2 900', '2-3 800', '3-4 0']);
    // A silence before it that no interval tells of is one, too.
    const silent = called.filter((_, place) => place !== 1);
    expect(drawn(silent)).to.deep.equal(['0-1 250', '3-4 0']);
    // What the register showed before the period counts.
    const [before, ...within] = called.map((reading) => {
      const { start, end } = reading.interval;
      return { ...reading, interval: { ...reading.interval, start: start - QUARTER, end: end - QUARTER } };
    });
    if (before === undefined) expect.fail();
    expect(drawn([before, ...within])).to.deep.equal(['0-1 900', '1-2 800', '2-3 0']);
  });

  it('leaves out what starts outside of the bounds', () => {
    expect(drawn(meter('used', QUARTER, ...Array.from({ length: 10 }, () => 1)))).to.have.length(8);
  });

  it('takes off what the home made in the very interval', () => {
    const used = meter('used', QUARTER, 250, 250, 100);
    expect(drawn(used, meter('made', QUARTER, 50, 'missing', 300))).to.deep.equal([
      '0-1 200',
      '1-2 250',
      '2-3 100',
    ]);
    // Steps of the production meter that are parts of an interval are netted over it.
    expect(drawn(meter('used', 2 * QUARTER, 500), meter('made', QUARTER, 0, 200))).to.deep.equal(['0-2 300']);
  });

  it('takes nothing off where production is known only for longer', () => {
    const used = meter('used', QUARTER, 400, 0);
    expect(drawn(used, meter('made', 2 * QUARTER, 400))).to.deep.equal(['0-1 400', '1-2 0']);
  });
});

describe('demandOf', () => {
  it('is the mean power of a draw, rounded down', () => {
    expect(demandOf({ start: 0, end: QUARTER, wattSeconds: 251n * 3600n })).to.equal(1004n);
    expect(demandOf({ start: 0, end: 7, wattSeconds: 3600n })).to.equal(514n);
  });
});

describe('entitlementAt', () => {
  it('is that of the last step by then', () => {
    const steps = [
      { from: 10, watts: 3000n },
      { from: 20, watts: 1000n },
    ];
    expect([9, 10, 19, 20, 99].map((time) => entitlementAt(steps, time))).to.deep.equal([
      0n,
      3000n,
      3000n,
      1000n,
      1000n,
    ]);
  });
});
