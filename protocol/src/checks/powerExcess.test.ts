import { expect } from 'chai';
import fc from 'fast-check';
import { drawsInSlot } from './drawsInSlot.js';
import { periodBounds } from './periodBounds.js';
import type { PowerDraw } from './powerDraws.js';
import { powerExcess } from './powerExcess.js';
import { slotOf } from './slotOf.js';
import type { QuotaResource } from '../schemas/primitives.js';

const MADRID = 'Europe/Madrid';
const HOUR = 3600;

/** A draw an hour of a day or month, all of so many watt-hours. */
function hourly(periodId: string, wattHours = 1500n, zone = MADRID): PowerDraw[] {
  const { start, end } = periodBounds(periodId, zone);
  return Array.from({ length: (end - start) / HOUR }, (_, hour) => ({
    start: start + hour * HOUR,
    end: start + (hour + 1) * HOUR,
    wattHours,
    seconds: HOUR,
  }));
}
/** How many hours of a day lie in a slot. */
const hoursIn = (resource: QuotaResource, periodId: string, zone = MADRID): number =>
  drawsInSlot(hourly(periodId, 0n, zone), slotOf(resource) ?? expect.fail(), zone).length;
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

  it('cuts what goes over its border, and keeps the mean power', () => {
    // Half an hour off the full hours of the ledger's clock.
    const { start } = periodBounds('2016-09-30', 'Asia/Kolkata');
    const hour = { start: start + 17.5 * HOUR, end: start + 18.5 * HOUR, wattHours: 3n, seconds: HOUR };
    const border = start + 18 * HOUR;
    const cut = (from: number, to: number): PowerDraw[] => drawsInSlot([hour], { from, to }, 'Asia/Kolkata');
    expect(cut(17, 18)).to.deep.equal([{ ...hour, end: border }]);
    expect(cut(18, 19)).to.deep.equal([{ ...hour, start: border }]);
    expect(cut(17, 19)).to.deep.equal([hour]);
    expect(cut(19, 24)).to.deep.equal([]);
  });

  it('finds the evening also in an interval of a day', () => {
    const { start, end } = periodBounds('2016-10-30', MADRID);
    const day = { start, end, wattHours: 50_000n, seconds: end - start };
    // 2 kW, on the day of 25 hours.
    expect(drawsInSlot([day], { from: 18, to: 22 }, MADRID)).to.deep.equal([
      { ...day, start: start + 19 * HOUR, end: start + 23 * HOUR },
    ]);
    expect(powerExcess(drawsInSlot([day], { from: 18, to: 22 }, MADRID), heldFrom(0, 500n))).to.equal(6000n);
  });

  it('refuses a zone that nobody knows', () => {
    expect(() => drawsInSlot(hourly('2016-09-30'), { from: 0, to: 24 }, 'Nowhere')).to.throw(
      /TIME_ZONE_INVALID/,
    );
  });
});

describe('powerExcess', () => {
  it('adds up what was drawn above the entitlement of the time, and what was below it takes nothing off', () => {
    const draws = [1000, 3000, 2500, 900].map((watts, quarter) => ({
      start: quarter * 900,
      end: (quarter + 1) * 900,
      wattHours: BigInt(watts / 4),
      seconds: 900,
    }));
    expect(powerExcess(draws, heldFrom(0, 2000n))).to.equal(375n);
    expect(powerExcess(draws, [...heldFrom(0, 2000n), ...heldFrom(1800, 500n)])).to.equal(250n + 500n + 100n);
    expect(powerExcess(draws, [])).to.equal(1850n);
    expect(powerExcess(draws, heldFrom(0, 3000n))).to.equal(0n);
  });

  it('is rounded down once, over all intervals', () => {
    const third = { start: 0, end: 1200, wattHours: 1n, seconds: 1200 };
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
            wattHours: BigInt(watts[place] ?? 0),
          }));
          const steps = heldFrom(0, BigInt(held));
          const excess = (from: number, to: number): bigint =>
            powerExcess(drawsInSlot(draws, { from, to }, MADRID), steps);
          expect(excess(0, 24)).to.equal(powerExcess(draws, steps));
          expect(excess(0, hour) + excess(hour, 24)).to.equal(powerExcess(draws, steps));
        },
      ),
      { numRuns: 20 },
    );
  });
});
