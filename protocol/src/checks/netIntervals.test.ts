import { expect } from 'chai';
import fc from 'fast-check';
import type { Interval } from '../schemas/readings.js';
import type { MeterReading } from './MeterReading.js';
import { netIntervals, type Netting } from './netIntervals.js';

const HOUR = 3600;

/** A meter's readings on an hourly grid: amounts, with `null` for an hour without a reading and `'suspect'` for a doubtful one. */
function hourly(deviceId: string, ...hours: readonly (number | null | 'suspect')[]): MeterReading[] {
  let register = 1000;
  let isBehind = false;
  return hours.map((amount, index) => {
    const span = { start: index * HOUR, end: (index + 1) * HOUR };
    const isFirst = index === 0;
    const reading = (interval: Interval): MeterReading => ({ deviceId, trust: 'node', isFirst, interval });
    if (amount === 'suspect') register += 5_000_000;
    if (amount === null || amount === 'suspect') {
      isBehind = amount === null;
      return reading({ ...span, quality: amount === null ? 'missing' : 'suspect' });
    }
    const from = register;
    register += amount;
    const quality = isBehind ? 'replaced' : 'measured';
    isBehind = false;
    return reading({ ...span, quality, from, to: register, amount: register - from });
  });
}

const outcome = ({ netted, surplus, unmatched }: Netting): number[] =>
  [netted, surplus, unmatched].map(Number);
const only = (reading: Partial<Interval>, deviceId = 'made'): MeterReading => ({
  deviceId,
  trust: 'node',
  isFirst: true,
  interval: { start: 0, end: HOUR, quality: 'measured', from: 0, to: 10, amount: 10, ...reading },
});

describe('netIntervals', () => {
  it('sets production against use interval by interval, and not across them', () => {
    const netting = netIntervals(hourly('used', 500, 200, 800), hourly('made', 300, 900, 0));
    expect(outcome(netting)).to.deep.equal([500, 700, 0]);
    expect(netting.intervals).to.deep.equal([
      { start: 0, end: HOUR, used: 500n, produced: 300n, net: 200n, surplus: 0n },
      { start: HOUR, end: 2 * HOUR, used: 200n, produced: 900n, net: 0n, surplus: 700n },
      { start: 2 * HOUR, end: 3 * HOUR, used: 800n, produced: 0n, net: 800n, surplus: 0n },
    ]);
  });

  it('nets nothing where no production is known', () => {
    expect(outcome(netIntervals(hourly('used', 500, 200), hourly('made', null, 'suspect')))).to.deep.equal([
      0, 0, 0,
    ]);
    expect(outcome(netIntervals(hourly('used', 500), []))).to.deep.equal([0, 0, 0]);
  });

  it('pays for what a production meter caught up on, and nets none of it', () => {
    // Its register tells 900 Wh of three hours, in the third.
    const made = hourly('made', 0, null, null, 900);
    expect(outcome(netIntervals(hourly('used', 100, 100, 100, 1000), made))).to.deep.equal([0, 900, 0]);
  });

  it('nets none of what a consumption meter caught up on, whatever its quality says', () => {
    const used = hourly('used', 100, null, 700);
    const expected = [100, 300, 0];
    expect(outcome(netIntervals(used, hourly('made', 100, 100, 200)))).to.deep.equal(expected);
    const disguised = used.map((reading): MeterReading => ({
      ...reading,
      interval: {
        ...reading.interval,
        quality: reading.interval.quality === 'replaced' ? 'measured' : reading.interval.quality,
      },
    }));
    expect(outcome(netIntervals(disguised, hourly('made', 100, 100, 200)))).to.deep.equal(expected);
  });

  it('nets no interval at whose start nobody had read the register, however it is told', () => {
    // A day of use and of sun in the hour of midnight: a period's netting, if it were allowed.
    const midnight = { start: 23 * HOUR, end: 24 * HOUR };
    const before = (deviceId: string): MeterReading => only({ from: 0, to: 10, amount: 10 }, deviceId);
    const between = (quality: 'suspect' | 'missing', deviceId: string): MeterReading => ({
      ...before(deviceId),
      interval: { start: HOUR, end: 23 * HOUR, quality },
    });
    const day = (from: number, deviceId: string): MeterReading => ({
      ...only({ ...midnight, from, to: from + 9000, amount: 9000 }, deviceId),
      isFirst: false,
    });
    const told: readonly ((deviceId: string) => MeterReading[])[] = [
      (deviceId) => [before(deviceId), day(11, deviceId)],
      (deviceId) => [before(deviceId), between('missing', deviceId), day(11, deviceId)],
      (deviceId) => [before(deviceId), between('suspect', deviceId), day(9, deviceId)],
      // What stood before lies in another period.
      (deviceId) => [day(10, deviceId)],
    ];
    expect(told.map((tell) => outcome(netIntervals(tell('used'), tell('made'))))).to.deep.equal([
      [10, 0, 9000],
      [10, 0, 9000],
      [10, 0, 9000],
      [0, 0, 9000],
    ]);
    // With the use of the whole day it is paid for, as what a register catches up on.
    const used = hourly('used', ...Array.from({ length: 24 }, () => 10));
    expect(outcome(netIntervals(used, [before('made'), day(11, 'made')]))).to.deep.equal([10, 9000, 0]);
  });

  it('pays for no production while nobody knows what the home used', () => {
    expect(
      outcome(netIntervals(hourly('used', 100, 'suspect', 50), hourly('made', 100, 400, 60))),
    ).to.deep.equal([100, 60, 400]);
    expect(outcome(netIntervals([], hourly('made', 70)))).to.deep.equal([0, 0, 70]);
    // What caught up across such a time belongs in part to it.
    expect(outcome(netIntervals(hourly('used', 1, 'suspect', 1), hourly('made', 1, null, 90)))).to.deep.equal(
      [1, 0, 90],
    );
  });

  it('counts estimated use in full, and estimated production for nothing', () => {
    const estimated = { quality: 'estimated' as const };
    const bare: MeterReading = {
      deviceId: 'used',
      trust: 'node',
      isFirst: false,
      interval: { start: 0, end: HOUR, amount: 50, ...estimated },
    };
    expect(outcome(netIntervals([bare], [only({ amount: 30, to: 30 })]))).to.deep.equal([0, 30, 0]);
    const use = only({ amount: 50, to: 50 }, 'used');
    expect(outcome(netIntervals([use], [{ ...bare, deviceId: 'made' }]))).to.deep.equal([0, 0, 0]);
  });

  it('takes the coarser of two grids up to an hour, and nothing longer', () => {
    const quarter = HOUR / 4;
    const quarters = [900, 0, 0, 0].map((amount, index) =>
      only({ start: index * quarter, end: (index + 1) * quarter, from: index, to: index + 1, amount }),
    );
    expect(outcome(netIntervals(hourly('used', 500), quarters))).to.deep.equal([500, 400, 0]);
    const day = only({ end: 24 * HOUR, amount: 9000, to: 9000 }, 'used');
    const noon = only({ end: 24 * HOUR, amount: 8000, to: 8000 });
    expect(outcome(netIntervals([day], [noon]))).to.deep.equal([0, 8000, 0]);
  });

  it('takes two registers for what they are when a meter is replaced', () => {
    // The new meter begins where the old one stood, two hours later: it did not count the time between.
    const made = [
      only({ amount: 10, to: 10 }),
      only({ start: 3 * HOUR, end: 4 * HOUR, from: 10, to: 90, amount: 80 }, 'new'),
    ];
    expect(outcome(netIntervals(hourly('used', 100, 'suspect', 100, 100), made))).to.deep.equal([90, 0, 0]);
  });

  const hour = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 5000 }) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant('suspect' as const) },
  );
  const total = (readings: readonly MeterReading[]): bigint =>
    readings.reduce((sum, { interval }) => sum + BigInt(interval.amount ?? 0), 0n);

  it('loses and makes no energy: in each interval, and over all of them', () => {
    fc.assert(
      fc.property(fc.array(hour, { maxLength: 72 }), fc.array(hour, { maxLength: 72 }), (a, b) => {
        const [used, made] = [hourly('used', ...a), hourly('made', ...b)];
        const { intervals, netted, surplus, unmatched } = netIntervals(used, made);
        for (const each of intervals) {
          expect(each.used - each.produced).to.equal(each.net - each.surplus);
          expect(each.net === 0n || each.surplus === 0n).to.equal(true);
        }
        expect(netted + surplus + unmatched).to.equal(total(made));
        expect(netted <= total(used)).to.equal(true);
        expect([netted, surplus, unmatched].every((amount) => amount >= 0n)).to.equal(true);
        expect(netIntervals([...used].reverse(), [...made].reverse())).to.deep.equal(
          netIntervals(used, made),
        );
      }),
    );
  });

  it('pays a home never better for withholding a reading of either meter', () => {
    // At a price of 3 and a feed-in price of up to 3: what is not read in its hour is caught up in the next one read.
    const worth = ({ netted, surplus }: Netting, price: bigint): bigint => netted * 3n + surplus * price;
    const amounts = fc.array(fc.tuple(fc.nat({ max: 5000 }), fc.nat({ max: 5000 })), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(amounts, fc.nat(), fc.boolean(), fc.constantFrom(0n, 1n, 3n), (hours, at, ofUse, price) => {
        const used = hours.map(([amount]) => amount);
        const made = hours.map(([, amount]) => amount);
        const honest = netIntervals(hourly('used', ...used), hourly('made', ...made));
        const victim = ofUse ? used : made;
        const hidden = at % (victim.length - 1);
        const later = victim.map((amount, index) =>
          index === hidden + 1 ? amount + (victim[hidden] ?? 0) : amount,
        );
        const told = later.map((amount, index) => (index === hidden ? null : amount));
        const [first, second] = ofUse ? [told, made] : [used, told];
        const withheld = netIntervals(hourly('used', ...first), hourly('made', ...second));
        expect(worth(withheld, price) <= worth(honest, price)).to.equal(true);
      }),
    );
  });

  it('nets a home never more for leaving readings out, in whatever way and with whatever jump of the register', () => {
    const way = fc.constantFrom('told', 'told', 'nothing', 'missing', 'suspect');
    const hours = fc.array(fc.tuple(fc.nat({ max: 5000 }), way, fc.nat({ max: 2 })), { maxLength: 30 });
    type Hours = readonly (readonly [amount: number, way: string, jump: number])[];
    /** What is left out comes with the next reading that is told, as measured. */
    const leavingOut = (deviceId: string, told: Hours): MeterReading[] => {
      let [register, waiting] = [1000, 0];
      return told.flatMap(([amount, how, jump], index): MeterReading[] => {
        const reading = { deviceId, trust: 'node', isFirst: index === 0 } as const;
        const span = { start: index * HOUR, end: (index + 1) * HOUR };
        waiting += amount;
        if (how === 'nothing') return [];
        if (how !== 'told')
          return [{ ...reading, interval: { ...span, quality: how === 'suspect' ? how : 'missing' } }];
        const from = register + (waiting > amount ? jump : 0);
        register = from + waiting;
        const counted = { quality: 'measured' as const, from, to: register, amount: waiting };
        waiting = 0;
        return [{ ...reading, interval: { ...span, ...counted } }];
      });
    };
    const honest = (deviceId: string, told: Hours): MeterReading[] =>
      hourly(deviceId, ...told.map(([amount]) => amount));
    fc.assert(
      fc.property(hours, hours, (a, b) => {
        const left = netIntervals(leavingOut('used', a), leavingOut('made', b));
        expect(left.netted <= netIntervals(honest('used', a), honest('made', b)).netted).to.equal(true);
      }),
    );
  });
});
