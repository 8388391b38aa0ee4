import { expect } from 'chai';
import { cleanDays } from './cleanDays.js';
import { composeMonths } from './composeMonths.js';
import type { MeterDay } from './MeterDay.js';

const HOUR = 3600;
/** 2016-09-01 00:00 in Madrid. */
const START = Date.UTC(2016, 7, 31, 22) / 1000;

describe('cleanDays', () => {
  const reading = (hour: number, register: number): { at: number; register: number } => ({
    at: START + hour * HOUR,
    register,
  });

  it('counts what was used between two readings when the later one says so, by local day', () => {
    const days = cleanDays(
      [reading(-1, 100), reading(1, 105), reading(12, 105), reading(23, 125), reading(25, 130)],
      'Europe/Madrid',
    );
    expect(days).to.deep.equal([
      {
        day: '2016-09-01',
        uses: [
          { second: HOUR, litres: 5 },
          { second: 12 * HOUR, litres: 0 },
          { second: 23 * HOUR, litres: 20 },
        ],
      },
      { day: '2016-09-02', uses: [{ second: HOUR, litres: 5 }] },
    ]);
  });

  for (const [what, next] of [
    ['a register that runs backwards', reading(2, 99)],
    ['a leap', reading(2, 2101)],
    ['a gap of more than half a day', reading(14, 120)],
  ] as const) {
    it(`leaves out a day with ${what}`, () => {
      const before = [reading(-2, 100), reading(-1, 100), reading(1, 100)];
      expect(cleanDays([...before, next], 'Europe/Madrid')).to.deep.equal([]);
      expect(cleanDays(before, 'Europe/Madrid').map(({ day }) => day)).to.deep.equal(['2016-09-01']);
    });
  }
});

describe('composeMonths', () => {
  /** A meter that counts `litres` at noon every day of September 2016 but the missing one. */
  const meter = (litres: number, missing = 0): MeterDay[] =>
    Array.from({ length: 30 }, (_, index) => index + 1)
      .filter((day) => day !== missing)
      .map((day) => ({
        day: `2016-09-${String(day).padStart(2, '0')}`,
        uses: [{ second: 43_200, litres }],
      }));

  it('takes the first meters that have every day, with their mean use as quota', () => {
    const months = composeMonths([meter(100), meter(300, 7), meter(200), meter(400)], 2);
    expect(months.map(({ name, quotas }) => [name, quotas])).to.deep.equal([['2016-09', [100_000, 200_000]]]);
    expect(months[0]?.month.days).to.have.length(30);
    expect(months[0]?.month.days[0]).to.deep.equal([
      { home: 0, second: 43_200, amount: 100_000, saving: 100_000 },
      { home: 1, second: 43_200, amount: 200_000, saving: 200_000 },
    ]);
  });

  it('takes no home in which nobody lives, and no month without enough homes', () => {
    expect(composeMonths([meter(100), meter(19), meter(200, 30)], 2)).to.deep.equal([]);
  });
});
