import { expect } from 'chai';
import fc from 'fast-check';
import { demandOf } from './demandOf.js';
import { drawsInSlot } from './drawsInSlot.js';
import { hourlyDraws } from './hourlyDraws.js';
import { periodBounds } from './periodBounds.js';
import type { PowerDraw } from './powerDraws.js';
import { powerExcess } from './powerExcess.js';
import { slotOf, type PowerSlot } from './slotOf.js';
import type { QuotaResource } from '../schemas/primitives.js';

const MADRID = 'Europe/Madrid';
const HOUR = 3600;

/** A draw an hour of a day or month, all of so many watt-hours. */
function hourly(periodId: string, watts = 1500n, zone = MADRID): PowerDraw[] {
  const { start, end } = periodBounds(periodId, zone);
  return Array.from({ length: (end - start) / HOUR }, (_, hour) => ({
    start: start + hour * HOUR,
    end: start + (hour + 1) * HOUR,
    wattSeconds: watts * 3600n,
  }));
}
const inSlot = (draws: readonly PowerDraw[], slot: PowerSlot, zone = MADRID): PowerDraw[] =>
  drawsInSlot(hourlyDraws(draws, zone), slot);
/** How many hours of a day lie in a slot. */
const hoursIn = (resource: QuotaResource, periodId: string, zone = MADRID): number =>
  inSlot(hourly(periodId, 0n, zone), slotOf(resource) ?? expect.fail(), zone).length;
const heldFrom = (from: number, watts: bigint): { from: number; watts: bigint }[] => [{ from, watts }];

describe('slotOf', () => {
  it('has the hours of a slot, all of them for power, and none of what is no power', () => {
    expect(slotOf('power.18-22')).to.deep.equal({ from: 18, to: 22 });
    expect(slotOf('power')).to.deep.equal({ from: 0, to: 24 });
    expect(slotOf('energy')).to.equal(undefined);
  });
});

describe('drawsInSlot', () => {
  it('goes by the community’s clocks, on the days that they change too', () => {
    const days = ['2016-03-26', '2016-03-27', '2016-10-30', '2016-10-31'];
    expect(days.map((day) => hoursIn('power.18-22', day))).to.deep.equal([4, 4, 4, 4]);
    // At two in the night clocks leave out an hour in March, and repeat one in October.
    expect(days.map((day) => hoursIn('power.02-03', day))).to.deep.equal([1, 0, 2, 1]);
    expect(days.map((day) => hoursIn('power.00-24', day))).to.deep.equal([24, 23, 25, 24]);
  });

  it('takes an interval to where it starts', () => {
    // Half an hour off the full hours of the ledger's clock.
    const { start } = periodBounds('2016-09-30', 'Asia/Kolkata');
    const draw = { start: start + 17.5 * HOUR, end: start + 18.5 * HOUR, wattSeconds: 3600n };
    expect(inSlot([draw], { from: 17, to: 18 }, 'Asia/Kolkata')).to.deep.equal([{ ...draw, hour: 17 }]);
    expect(inSlot([draw], { from: 18, to: 19 }, 'Asia/Kolkata')).to.deep.equal([]);
  });

  it('cuts what is longer than an hour at the full hours, each piece with its mean', () => {
    const { start } = periodBounds('2016-09-30', MADRID);
    const evening = { from: 18, to: 22 };
    const day = { start, end: start + 24 * HOUR, wattSeconds: 24_023n * 3600n };
    const pieces = inSlot([day], evening);
    expect(pieces.map((piece) => [(piece.start - start) / HOUR, (piece.end - start) / HOUR])).to.deep.equal([
      [18, 19],
      [19, 20],
      [20, 21],
      [21, 22],
    ]);
    expect(new Set(pieces.map(demandOf))).to.deep.equal(new Set([1000n]));
    // One that starts with the slot is held against it for the slot's hours alone.
    const behind = { start: start + 18 * HOUR, end: start + 42 * HOUR, wattSeconds: 48_000n * 3600n };
    expect(powerExcess(inSlot([behind], evening), heldFrom(0, 500n))).to.equal(4n * 1500n);
    const odd = { start: start + 17.5 * HOUR, end: start + 18.75 * HOUR, wattSeconds: 1250n * 3600n };
    expect(inSlot([odd], evening).map((piece) => [piece.end - piece.start, demandOf(piece)])).to.deep.equal([
      [2700, 1000n],
    ]);
    expect(inSlot([odd], { from: 0, to: 18 })).to.have.length(1);
  });

  it('refuses a zone that nobody knows', () => {
    expect(() => inSlot(hourly('2016-09-30'), { from: 0, to: 24 }, 'Nowhere')).to.throw(/TIME_ZONE_INVALID/);
  });
});

describe('powerExcess', () => {
  it('adds up what was drawn above the entitlement of the time, and what was below it takes nothing off', () => {
    const draws = [1000, 3000, 2500, 900].map((watts, quarter) => ({
      start: quarter * 900,
      end: (quarter + 1) * 900,
      wattSeconds: BigInt(watts) * 900n,
    }));
    expect(powerExcess(draws, heldFrom(0, 2000n))).to.equal(375n);
    expect(powerExcess(draws, [...heldFrom(0, 2000n), ...heldFrom(1800, 500n)])).to.equal(250n + 500n + 100n);
    expect(powerExcess(draws, [])).to.equal(1850n);
    expect(powerExcess(draws, heldFrom(0, 3000n))).to.equal(0n);
  });

  it('is rounded down once, over all intervals', () => {
    const third = { start: 0, end: 1200, wattSeconds: 3600n };
    expect(powerExcess([third], heldFrom(0, 2n))).to.equal(0n);
    expect(powerExcess([third, third, third], heldFrom(0, 2n))).to.equal(1n);
  });

  it('of one slot of all hours is that of the whole period, and of slots that make a day the sum of theirs', () => {
    const use = fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 743, maxLength: 745 });
    fc.assert(
      fc.property(
        fc.constantFrom('2016-03', '2016-09', '2016-10'),
        use,
        fc.integer({ min: 0, max: 9000 }),
        fc.integer({ min: 1, max: 23 }),
        (month, watts, held, hour) => {
          const draws = hourly(month).map((draw, place) => ({
            ...draw,
            wattSeconds: BigInt(watts[place] ?? 0) * 3600n,
          }));
          const steps = heldFrom(0, BigInt(held));
          const excess = (from: number, to: number): bigint =>
            powerExcess(inSlot(draws, { from, to }), steps);
          expect(excess(0, 24)).to.equal(powerExcess(draws, steps));
          expect(excess(0, hour) + excess(hour, 24)).to.equal(powerExcess(draws, steps));
        },
      ),
      { numRuns: 20 },
    );
  });
});
