import { expect } from 'chai';
import fc from 'fast-check';
import type { Interval } from '../schemas/readings.js';
import { estimateUse } from './estimateUse.js';

const START = 1_472_688_000;
const HOUR = 3600;
const MAX_PER_HOUR = 5000;

/** A measured hour, the `index`th after START. */
function hour(index: number, from: number, to: number): Interval {
  const start = START + index * HOUR;
  return { start, end: start + HOUR, quality: 'measured', from, to, amount: to - from };
}

function estimate(intervals: Interval[], from: number, to: number, maxPerHour = MAX_PER_HOUR): Interval[] {
  const span = { start: START + from * HOUR, end: START + to * HOUR };
  return estimateUse({ intervals, maxPerHour }, span);
}

const sum = (intervals: readonly Interval[]): number =>
  intervals.reduce((total, { amount = 0 }) => total + amount, 0);

describe('estimateUse', () => {
  it('is what the register moved, exactly, where it stands on both sides', () => {
    const pieces = estimate([hour(0, 100, 110), hour(3, 117, 120)], 1, 3);
    expect(sum(pieces)).to.equal(7);
    expect(pieces).to.have.length(8);
    expect(pieces.map(({ amount }) => amount)).to.deep.equal([0, 1, 1, 1, 1, 1, 1, 1]);
    expect(pieces[0]).to.deep.equal({
      start: START + HOUR,
      end: START + HOUR + 900,
      quality: 'estimated',
      amount: 0,
    });
  });

  it('is the span’s part of it where more time is not covered', () => {
    const around = [hour(0, 0, 10), hour(5, 50, 60)];
    expect(sum(estimate(around, 1, 3))).to.equal(20);
    expect(sum(estimate(around, 1, 2)) + sum(estimate(around, 2, 5))).to.equal(40);
  });

  it('leaves out what is covered after all', () => {
    const pieces = estimate([hour(0, 0, 10), hour(2, 14, 20), hour(4, 28, 30)], 1, 4);
    expect(sum(pieces)).to.equal(12);
    expect(pieces.some(({ start }) => start >= START + 2 * HOUR && start < START + 3 * HOUR)).to.equal(false);
    expect(estimate([hour(0, 0, 10)], 0, 1)).to.deep.equal([]);
  });

  it('is the mean use before where the register is known on one side, or cannot be believed', () => {
    const before = [hour(0, 0, 10), hour(1, 10, 30)];
    expect(sum(estimate(before, 2, 4))).to.equal(30);
    const reset = [...before, hour(4, 5, 6)];
    expect(sum(estimate(reset, 2, 4))).to.equal(30);
    const jump = [...before, hour(4, 31 + 2 * MAX_PER_HOUR, 31 + 2 * MAX_PER_HOUR)];
    expect(sum(estimate(jump, 2, 4))).to.equal(30);
    const suspect: Interval = { start: START + 4 * HOUR, end: START + 5 * HOUR, quality: 'suspect' };
    expect(sum(estimate([...before, suspect, hour(5, 40, 41)], 2, 4))).to.equal(30);
  });

  it('takes the mean over the time that registers account for, of 28 days at most', () => {
    const caughtUp: Interval = { ...hour(3, 10, 40), quality: 'replaced' };
    expect(sum(estimate([hour(0, 0, 10), caughtUp], 4, 8))).to.equal(40);
    const old = hour(-28 * 24 - 1, 0, 5000);
    expect(sum(estimate([old, hour(0, 5000, 5001)], 1, 3))).to.equal(2);
    expect(estimate([old], 1, 3)).to.deep.equal([]);
  });

  it('tells nothing of a device that never was read, and before its first reading', () => {
    expect(estimate([], 0, 6)).to.deep.equal([]);
    expect(estimate([hour(6, 0, 10)], 0, 6)).to.deep.equal([]);
  });

  it('is made for the time that is asked about, as that part of the whole, however long the span is', () => {
    const around = [hour(0, 0, 10), hour(9, 70, 80)];
    const span = { start: START + HOUR, end: START + 9 * HOUR };
    const whole = estimate(around, 1, 9);
    for (const [from, to] of [
      [2 * HOUR, 4 * HOUR],
      [HOUR + 1, 2 * HOUR + 1],
      [0, 10 * HOUR],
      [9 * HOUR, 10 * HOUR],
    ] as const) {
      const within = { start: START + from, end: START + to };
      expect(estimateUse({ intervals: around, maxPerHour: MAX_PER_HOUR }, span, within)).to.deep.equal(
        whole.filter(({ start }) => start >= within.start && start < within.end),
      );
    }
    const grounds = { intervals: [hour(0, 0, 10)], maxPerHour: MAX_PER_HOUR };
    const centuries = { start: START + HOUR, end: 100 * START };
    const within = { start: START + 2 * HOUR, end: START + 3 * HOUR };
    expect(sum(estimateUse(grounds, centuries, within))).to.equal(10);
  });

  it('fills any gap with exactly what the register moved, wherever it is cut (property)', () => {
    const uses = fc.array(fc.integer({ min: 0, max: MAX_PER_HOUR }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(uses, fc.nat(), fc.nat(), (amounts, a, b) => {
        let register = 7;
        const hours = amounts.map((amount, index) => hour(index, register, (register += amount)));
        const first = 1 + (a % (hours.length - 2));
        const last = first + 1 + (b % (hours.length - 1 - first));
        const read = [...hours.slice(0, first), ...hours.slice(last)].reverse();
        const pieces = estimate(read, first, last);
        expect(sum(pieces)).to.equal(sum(hours.slice(first, last)));
        expect(pieces.every(({ amount = -1 }) => amount >= 0)).to.equal(true);
        const middle = first + (last - first) / 2;
        expect(sum(estimate(read, first, middle)) + sum(estimate(read, middle, last))).to.equal(sum(pieces));
      }),
    );
  });
});
