import { expect } from 'chai';
import fc from 'fast-check';
import { qualitySchema, type Interval } from '../schemas/readings.js';
import { computeUse } from './computeUse.js';
import type { Reading } from './Reading.js';
import { carriesUse } from './carriesUse.js';
import { leastReliable } from './leastReliable.js';

const bounds = { start: 1000, end: 2000 };

const reading = (
  interval: Partial<Interval> & { start: number },
  trust: Reading['trust'] = 'node',
): Reading => ({
  interval: { end: interval.start + 100, quality: 'measured', ...interval },
  trust,
});

describe('computeUse', () => {
  it('adds what measured, replaced and estimated intervals carry, and only that', () => {
    const use = computeUse(
      'energy',
      [
        reading({ start: 1000, amount: 10, maxW: 500 }),
        reading({ start: 1100, amount: 20, quality: 'replaced', maxW: 900 }),
        reading({ start: 1200, amount: 30, quality: 'estimated' }),
        reading({ start: 1300, quality: 'suspect' }),
        reading({ start: 1400, quality: 'missing' }),
      ],
      bounds,
    );
    expect(use).to.deep.equal({
      resource: 'energy',
      use: 60n,
      intervals: { measured: 1, replaced: 1, estimated: 1, suspect: 1, missing: 1 },
      uncoveredSeconds: 500,
      maxPowerW: 900,
      quality: 'estimated',
      trust: 'node',
    });
  });

  it('counts an interval in the span that it starts in', () => {
    const crossing = [reading({ start: 950, amount: 7 }), reading({ start: 1950, amount: 5 })];
    const use = computeUse('water', crossing, bounds);
    expect(use.use).to.equal(5n);
    expect(use.uncoveredSeconds).to.equal(950);
    expect(computeUse('water', crossing, { start: 0, end: 1000 }).use).to.equal(7n);
  });

  it('says missing, and names no meter, when nothing was read', () => {
    expect(computeUse('water', [], bounds)).to.deep.equal({
      resource: 'water',
      use: 0n,
      intervals: { measured: 0, replaced: 0, estimated: 0, suspect: 0, missing: 0 },
      uncoveredSeconds: 1000,
      quality: 'missing',
    });
  });

  it('names the weakest of several meters', () => {
    const readings = [
      reading({ start: 1000, amount: 1 }, 'node'),
      reading({ start: 1100, amount: 1 }, 'relayed'),
      reading({ start: 1200, amount: 1 }, 'signing'),
    ];
    expect(computeUse('water', readings, bounds).trust).to.equal('relayed');
  });

  it('loses and doubles nothing: spans that tile time add up to the whole, in any order', () => {
    const readings = fc.array(
      fc.record({
        start: fc.integer({ min: 0, max: 3000 }),
        length: fc.integer({ min: 1, max: 300 }),
        quality: fc.constantFrom(...qualitySchema.options),
        amount: fc.integer({ min: 0, max: 1_000_000_000 }),
      }),
    );
    fc.assert(
      fc.property(readings, fc.integer({ min: 1, max: 2999 }), (drawn, cut) => {
        const all = drawn.map(({ start, length, quality, amount }) =>
          reading({ start, end: start + length, quality, ...(carriesUse(quality) ? { amount } : {}) }),
        );
        const sum = all.reduce((total, { interval }) => total + BigInt(interval.amount ?? 0), 0n);
        const before = computeUse('energy', all, { start: 0, end: cut });
        const after = computeUse('energy', [...all].reverse(), { start: cut, end: 3001 });
        expect(before.use + after.use).to.equal(sum);
        expect(before.uncoveredSeconds).to.be.within(0, cut);
        for (const quality of qualitySchema.options) {
          const counted = before.intervals[quality] + after.intervals[quality];
          expect(counted).to.equal(all.filter(({ interval }) => interval.quality === quality).length);
        }
      }),
    );
  });
});

describe('leastReliable', () => {
  it('ranks measured, replaced, estimated, suspect, missing', () => {
    const ranked = ['measured', 'replaced', 'estimated', 'suspect', 'missing'] as const;
    for (const [index, worse] of ranked.entries()) {
      for (const better of ranked.slice(0, index + 1)) {
        expect(leastReliable(worse, better)).to.equal(worse);
        expect(leastReliable(better, worse)).to.equal(worse);
      }
    }
  });
});
