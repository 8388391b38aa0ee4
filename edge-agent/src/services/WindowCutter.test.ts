import { EPOCH_SECONDS } from '@acequia/protocol';
import { expect } from 'chai';
import fc from 'fast-check';
import { driveCutter, HOUR, intervalsOf, ORIGIN, RULES, totalOf } from '../../test/driveCutter.js';
import { firstFault } from '../../test/firstFault.js';
import type { Sample } from '../meters/Sample.js';
import { nextCut } from './nextCut.js';
import { WindowCutter } from './WindowCutter.js';
import { freshState } from './freshState.js';

/** A reading some minutes after the `hour`th hour. */
function at(hour: number, register: number, minutes = 10): Sample {
  return { at: ORIGIN + hour * HOUR + minutes * 60, register };
}

function lines(samples: readonly Sample[], rules = RULES): string[] {
  const last = samples.at(-1)?.at ?? 0;
  return intervalsOf(driveCutter(samples, rules))
    .filter(({ start }) => start < last)
    .map(({ quality, from, to }) => quality + (from === undefined ? '' : ` ${String(from)}-${String(to)}`));
}

describe('WindowCutter', () => {
  it('tells the difference of the last registers at both ends of each interval', () => {
    const windows = driveCutter([at(-1, 100), at(0, 110), at(1, 115), at(2, 115), at(3, 130), at(4, 131)]);
    expect(windows.map(({ start, end }) => [start - ORIGIN, end - ORIGIN])).to.deep.equal([
      [0, 2 * HOUR],
      [2 * HOUR, 6 * HOUR],
      [6 * HOUR, 8 * HOUR],
    ]);
    expect(windows[0]?.intervals[0]).to.deep.equal({
      start: ORIGIN,
      end: ORIGIN + HOUR,
      quality: 'measured',
      from: 100,
      to: 110,
      amount: 10,
    });
    expect(
      intervalsOf(windows)
        .slice(0, 4)
        .map(({ amount }) => amount),
    ).to.deep.equal([10, 5, 0, 15]);
  });

  it('counts a sample on the boundary to the interval that it ends', () => {
    expect(
      lines([at(0, 100, 0), at(1, 107, 0), at(2, 109, 0), at(3, 109, 0), at(4, 120, 0)]).slice(0, 4),
    ).to.deep.equal(['measured 100-107', 'measured 107-109', 'measured 109-109', 'measured 109-120']);
  });

  it('has nothing to tell of the interval in which a meter is read for the first time', () => {
    expect(lines([at(1, 100), at(2, 105), at(3, 106)])).to.deep.equal([
      'missing',
      'missing',
      'measured 100-105',
      'measured 105-106',
    ]);
  });

  it('leaves out what was used long before the first interval', () => {
    expect(lines([at(-30, 10), at(0, 100), at(1, 104), at(2, 104), at(3, 104)])[1]).to.equal(
      'measured 100-104',
    );
  });

  it('carries what gathered in a gap where the register returns', () => {
    expect(lines([at(-1, 100), at(0, 110), at(2, 140), at(3, 141)])).to.deep.equal([
      'measured 100-110',
      'missing',
      'replaced 110-140',
      'measured 140-141',
    ]);
  });

  it('takes a spike for nothing', () => {
    expect(lines([at(-1, 100), at(0, 248_610), at(1, 115), at(2, 116), at(3, 20)])).to.deep.equal([
      'suspect',
      'replaced 100-115',
      'measured 115-116',
      'suspect',
    ]);
    expect(
      lines([at(-1, 100), at(0, 110), at(0, 248_610, 20), at(1, 115), at(2, 115), at(3, 115)])[1],
    ).to.equal('measured 110-115');
  });

  it('goes on with a reset register after three readings that fit each other, and guesses nothing', () => {
    expect(
      lines([
        at(-1, 100),
        at(0, 110),
        at(1, 2),
        at(2, 5),
        at(3, 9),
        at(4, 10),
        at(5, 10),
        at(6, 10),
        at(7, 10),
      ]),
    ).to.deep.equal([
      'measured 100-110',
      'suspect',
      'suspect',
      'replaced 2-9',
      'measured 9-10',
      'measured 10-10',
      'measured 10-10',
      'measured 10-10',
    ]);
  });

  it('announces a reset within one interval before it goes on', () => {
    const quick = [at(0, 110, 5), at(0, 2, 10), at(0, 3, 15), at(0, 5, 20), at(1, 9), at(2, 12), at(3, 12)];
    expect(lines([at(-1, 100), ...quick])).to.deep.equal([
      'measured 100-110',
      'suspect',
      'replaced 2-12',
      'measured 12-12',
    ]);
  });

  it('calibrates the register, not each difference', () => {
    const samples = [at(-1, 1), at(0, 2), at(1, 3), at(2, 4), at(3, 5)];
    const half = { ...RULES, calibrationPpm: 500_000 };
    expect(totalOf(driveCutter(samples, half))).to.equal(2);
  });

  it('tells mean power and the highest mean of the source steps', () => {
    const energy = { ...RULES, resource: 'energy' } as const;
    const registers = [1000, 1100, 1500, 1550, 1600];
    const quarters = registers.map((register, index) => at(0, register, 15 * index));
    const [interval] = intervalsOf(driveCutter(quarters, energy));
    expect(interval).to.include({ quality: 'measured', amount: 600, meanW: 600, maxW: 1600 });
  });

  it('cuts at midnight of the community, across the change of clocks', () => {
    // 30 October 2016 has 25 hours in Madrid; the grid of four hours then no longer meets midnight.
    const start = Date.UTC(2016, 9, 29, 22) / 1000;
    const samples = [{ at: start + 50 * HOUR, register: 1 }];
    const cuts = driveCutter(samples, { ...RULES, origin: start }, start).map(
      ({ end }) => (end - start) / HOUR,
    );
    expect(cuts.slice(0, 11)).to.deep.equal([2, 6, 8, 12, 14, 18, 20, 24, 25, 26, 30]);
  });
});

/** A household's register with everything that can go wrong, from a small alphabet of hours. */
const hourKinds = fc.array(
  fc.record({
    use: fc.integer({ min: 0, max: 400 }),
    kind: fc.oneof(
      { weight: 12, arbitrary: fc.constant('read' as const) },
      { weight: 3, arbitrary: fc.constant('silent' as const) },
      { weight: 1, arbitrary: fc.constant('spike' as const) },
      { weight: 1, arbitrary: fc.constant('dip' as const) },
      { weight: 1, arbitrary: fc.constant('reset' as const) },
      { weight: 2, arbitrary: fc.constant('twice' as const) },
    ),
    minute: fc.integer({ min: 1, max: 50 }),
  }),
  { minLength: 1, maxLength: 120 },
);
type Hours = typeof hourKinds extends fc.Arbitrary<infer T> ? T : never;

function play(hours: Hours): Sample[] {
  let register = 300_000;
  const samples: Sample[] = [at(-1, register)];
  hours.forEach(({ use, kind, minute }, hour) => {
    register = kind === 'reset' ? use : register + use;
    if (kind === 'silent') return;
    const shown = { spike: register + 248_500, dip: Math.max(0, register - 3_076) } as Record<string, number>;
    samples.push(at(hour, shown[kind] ?? register, minute));
    if (kind === 'twice') samples.push(at(hour, register, minute), at(hour, register, minute + 5));
  });
  return samples;
}

describe('nextCut', () => {
  it('lets no window but one across the grids reach over the end of an epoch, whatever the grid of intervals', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_399 }),
        fc.constantFrom(900, 3600, 7200, 21_600, 86_400),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom('Europe/Madrid', 'Asia/Kolkata', 'UTC'),
        (offset, stepSeconds, length, timeZone) => {
          const origin = ORIGIN + offset;
          const windowSeconds = Math.max(stepSeconds, Math.min(86_400, stepSeconds * length));
          let start = origin;
          for (let count = 0; count < 60; count += 1) {
            const end = nextCut(start, { origin, stepSeconds, windowSeconds, timeZone });
            expect(end).to.be.greaterThan(start);
            expect((end - start) % stepSeconds).to.equal(0);
            expect(end - start).to.be.at.most(windowSeconds);
            const isWithin = Math.floor(start / EPOCH_SECONDS) === Math.floor((end - 1) / EPOCH_SECONDS);
            expect(isWithin || end - start === stepSeconds).to.equal(true);
            start = end;
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('WindowCutter (properties)', () => {
  it('never makes a window that the community would reject', () => {
    fc.assert(
      fc.property(
        hourKinds,
        fc.constantFrom('water' as const, 'energy' as const),
        fc.integer({ min: 400, max: 5000 }),
        (hours, resource, maxPerHour) => {
          const rules = { ...RULES, resource, maxPerHour };
          expect(firstFault(driveCutter(play(hours), rules), rules)).to.equal(undefined);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never makes a rejected window of any registers at all', () => {
    const jumps = fc.array(
      fc.record({ wait: fc.integer({ min: 1, max: 9000 }), register: fc.integer({ min: 0, max: 3000 }) }),
      { minLength: 1, maxLength: 80 },
    );
    fc.assert(
      fc.property(jumps, fc.integer({ min: 1, max: 900 }), (steps, maxPerHour) => {
        let time = ORIGIN - HOUR;
        const samples = steps.map(({ wait, register }) => ({ at: (time += wait), register }));
        const rules = { ...RULES, maxPerHour };
        expect(firstFault(driveCutter(samples, rules), rules)).to.equal(undefined);
      }),
      { numRuns: 400 },
    );
  });

  it('loses and invents nothing over gaps, repeats, spikes and dips', () => {
    fc.assert(
      fc.property(hourKinds, (hours) => {
        // Spikes of more than two in a row would be a new regime, which the test of resets is about.
        const kinds = hours.map((hour, index) => ({
          ...hour,
          kind: index % 3 === 2 || hour.kind === 'reset' ? ('read' as const) : hour.kind,
        }));
        const samples = [
          ...play(kinds),
          at(kinds.length, 300_000 + kinds.reduce((sum, { use }) => sum + use, 0)),
        ];
        const used = kinds.reduce((sum, { use }) => sum + use, 0);
        expect(totalOf(driveCutter(samples))).to.equal(used);
      }),
      { numRuns: 400 },
    );
  });

  it('counts both sides of a reset and nothing between', () => {
    const uses = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(uses, uses, (before, after) => {
        let register = 300_000;
        const old = before.map((use, hour) => at(hour - 1, (register += use)));
        register = 0;
        const fresh = after.map((use, index) => at(before.length - 1 + index, (register += use)));
        const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
        const expected = sum(before.slice(1)) + sum(after.slice(1));
        expect(totalOf(driveCutter([...old, ...fresh]))).to.equal(expected);
      }),
    );
  });

  it('makes the same windows when it is interrupted after any cut', () => {
    const bare = (windows: ReturnType<typeof driveCutter>): unknown =>
      windows.map(({ start, end, intervals }) => [start, end, intervals]);
    fc.assert(
      fc.property(hourKinds, fc.nat(), (hours, when) => {
        const samples = play(hours);
        const whole = driveCutter(samples);
        let cutter = new WindowCutter(RULES, { windowStart: ORIGIN, intervals: freshState(ORIGIN) });
        const windows: typeof whole = [];
        let since: Sample[] = [];
        let kept = cutter.state;
        const drain = (until: number): void => {
          for (let window = cutter.advance(until); window !== undefined; window = cutter.advance(until)) {
            windows.push(window);
            kept = cutter.state;
            since = [];
          }
        };
        samples.forEach((sample, index) => {
          drain(sample.at - 1);
          cutter.add(sample);
          since.push(sample);
          if (index === when % samples.length) {
            cutter = new WindowCutter(RULES, JSON.parse(JSON.stringify(kept)) as typeof kept);
            for (const again of since) cutter.add(again);
          }
        });
        drain((samples.at(-1)?.at ?? 0) + RULES.windowSeconds);
        expect(bare(windows)).to.deep.equal(bare(whole));
      }),
      { numRuns: 200 },
    );
  });
});
