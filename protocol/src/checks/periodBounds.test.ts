import { expect } from 'chai';
import fc from 'fast-check';
import { calendarDay } from './calendarDay.js';
import { periodBounds } from './periodBounds.js';

const HOUR = 3600;
const at = (iso: string): number => Date.parse(iso) / 1000;

describe('periodBounds', () => {
  it('gives a month of the community calendar', () => {
    expect(periodBounds('2016-09', 'Europe/Madrid')).to.deep.equal({
      start: at('2016-08-31T22:00:00Z'),
      end: at('2016-09-30T22:00:00Z'),
    });
  });

  it('makes months an hour shorter and longer where clocks change', () => {
    const march = periodBounds('2016-03', 'Europe/Madrid');
    const october = periodBounds('2016-10', 'Europe/Madrid');
    expect((march.end - march.start) / HOUR).to.equal(31 * 24 - 1);
    expect((october.end - october.start) / HOUR).to.equal(31 * 24 + 1);
  });

  it('gives days of 23 and 25 hours', () => {
    const spring = periodBounds('2016-03-27', 'Europe/Madrid');
    const autumn = periodBounds('2016-10-30', 'Europe/Madrid');
    expect((spring.end - spring.start) / HOUR).to.equal(23);
    expect((autumn.end - autumn.start) / HOUR).to.equal(25);
  });

  it('finds the first instant of a day that has no midnight', () => {
    expect(periodBounds('2016-10-16', 'America/Sao_Paulo').start).to.equal(at('2016-10-16T03:00:00Z'));
  });

  for (const id of ['2016', '2016-13', '2016-02-30', 'September', '2016-W09']) {
    it(`refuses ${id}`, () => {
      expect(() => periodBounds(id, 'Europe/Madrid')).to.throw(/^PERIOD_ID_INVALID: /);
    });
  }

  it('refuses an unknown zone', () => {
    expect(() => periodBounds('2016-09', 'Europe/Atlantis')).to.throw(/^TIME_ZONE_INVALID: /);
    expect(() => calendarDay(0, 'Europe/Atlantis')).to.throw(/^TIME_ZONE_INVALID: /);
  });

  it('tiles time: every instant lies in the day that calendarDay names, and days meet', () => {
    const zones = fc.constantFrom('Europe/Madrid', 'America/Los_Angeles', 'Australia/Lord_Howe', 'UTC');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), zones, (time, zone) => {
        const day = calendarDay(time, zone);
        expect(day.start <= time && time < day.end).to.equal(true);
        expect(calendarDay(day.end, zone).start).to.equal(day.end);
      }),
    );
  });
});
