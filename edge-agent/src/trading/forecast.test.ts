import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { driveCutter, HOUR, ORIGIN, RULES } from '../../test/driveCutter.js';
import { DaiadReader } from '../meters/DaiadReader.js';
import { ModelReader } from '../meters/ModelReader.js';
import type { Sample } from '../meters/Sample.js';
import type { SampleReader } from '../meters/SampleReader.js';
import type { QueuedWindow } from '../outbox/records.js';
import { addHours } from './addHours.js';
import { forecastRest } from './forecastRest.js';
import { spreadByHour } from './spreadByHour.js';
import { summariseWindow } from './summariseWindow.js';
import { UseHistory, type RememberingMeter } from './UseHistory.js';
import type { UsedWindow } from './usedWindow.js';

const ZONE = 'Europe/Madrid';
const DAY = 24 * HOUR;
const FOLDER = resolve(import.meta.dirname, '../../../..', process.env.ACEQUIA_DATA ?? 'data');
const WATER = join(FOLDER, 'water/hourly-registers.csv.gz');
const hasData = existsSync(WATER);

/** Hours of use from the origin on. */
function hoursOf(count: number, use: (hour: number) => number): Map<number, bigint> {
  return new Map(Array.from({ length: count }, (_, index) => [ORIGIN + index * HOUR, BigInt(use(index))]));
}

const historyOf = (windows: readonly UsedWindow[]): UseHistory =>
  new UseHistory([{ resource: 'water', queue: { used: async () => Promise.resolve(windows) } }]);

async function windowsOf(reader: SampleReader, start: number): Promise<QueuedWindow[]> {
  const samples: Sample[] = [];
  for await (const sample of reader.read()) samples.push(sample);
  return driveCutter(samples, { ...RULES, origin: start }, start);
}

describe('what a home used, by the hour', () => {
  const span = (start: number, end: number, from: number, to: number): UsedWindow['spans'][number] => ({
    start: ORIGIN + start * HOUR,
    end: ORIGIN + end * HOUR,
    from,
    to,
    amount: to - from,
  });

  it('gives what a register caught up on to the time that it was silent', () => {
    const hours = spreadByHour([span(0, 1, 0, 10), span(3, 4, 10, 20)]);
    expect([...hours]).to.deep.equal([
      [ORIGIN, 10n],
      [ORIGIN + HOUR, 3n],
      [ORIGIN + 2 * HOUR, 3n],
      [ORIGIN + 3 * HOUR, 4n],
    ]);
  });

  it('leaves out hours of which part is not known, and time across a register that began anew', () => {
    const hours = spreadByHour([span(0, 1, 0, 10), span(3, 4, 500, 520), span(5, 5.5, 520, 521)]);
    expect([...hours.keys()]).to.deep.equal([0, 3, 4].map((hour) => ORIGIN + hour * HOUR));
  });

  it('is known of two meters where it is known of both', () => {
    const both = addHours([hoursOf(3, () => 2), new Map([...hoursOf(3, () => 5)].slice(1)), new Map()]);
    expect([...both.values()]).to.deep.equal([2n, 7n, 7n]);
  });

  it('adds up to the registers, in few numbers, whatever was read', async () => {
    const reader = new ModelReader({ seed: 'use', home: 3, resource: 'water', first: ORIGIN, hours: 1000 });
    const windows = await windowsOf(reader, ORIGIN);
    const used = windows.map(summariseWindow);
    const total = windows
      .flatMap(({ intervals }) => intervals)
      .reduce((sum, { amount }) => sum + BigInt(amount ?? 0), 0n);
    const past = await historyOf(used).of('water');
    expect(past.usedSince(0)).to.equal(total);
    const inHours = [...past.hours.values()].reduce((sum, amount) => sum + amount, 0n);
    expect(inHours <= total && inHours > (total * 95n) / 100n).to.equal(true);
    expect(used.flatMap(({ spans }) => spans).length).to.be.at.most(1000);
  });

  it('is nothing where there is no meter or none has been read', async () => {
    const nothing = await historyOf([]).of('energy');
    expect([nothing.until, nothing.hours.size, nothing.usedSince(0)]).to.deep.equal([0, 0, 0n]);
    expect((await historyOf([{ end: ORIGIN, spans: [] }]).of('water')).until).to.equal(0);
  });

  it('is what production leaves of it, as bills count it', async () => {
    const meter = (flow: 'consumption' | 'production', ...spans: UsedWindow['spans']): RememberingMeter => ({
      resource: 'energy',
      flow,
      queue: { used: async () => Promise.resolve([{ end: ORIGIN + 9 * HOUR, spans }]) },
    });
    const used = meter('consumption', span(0, 1, 0, 500), span(1, 2, 500, 600), span(2, 3, 600, 900));
    // Of the third hour, and of one before it, in one.
    const made = meter('production', span(0, 1, 0, 200), span(2, 3, 200, 1200));
    const past = await new UseHistory([used, made]).of('energy');
    expect([...past.hours.values()]).to.deep.equal([300n, 0n, 0n]);
    expect([past.until, past.usedSince(ORIGIN)]).to.deep.equal([ORIGIN + 3 * HOUR, 700n]);
    expect((await new UseHistory([made]).of('energy')).usedSince(ORIGIN)).to.equal(0n);
  });

  it('is held back by a meter that is silent', async () => {
    const meter = (
      spans: UsedWindow['spans'],
    ): { resource: 'water'; queue: { used: () => Promise<UsedWindow[]> } } => ({
      resource: 'water',
      queue: { used: async () => Promise.resolve([{ end: ORIGIN + 9 * HOUR, spans }]) },
    });
    const history = new UseHistory([meter([span(0, 2, 0, 8)]), meter([span(0, 1, 0, 1), span(4, 5, 1, 5)])]);
    const past = await history.of('water');
    expect([past.until, past.usedSince(ORIGIN)]).to.deep.equal([ORIGIN + 2 * HOUR, 9n]);
  });
});

describe('the forecast of a home’s use', () => {
  it('is exact for a home that does the same every week, across a change of clocks too', () => {
    // Clocks go back on 2016-10-30; habits follow the clocks.
    const local = (at: number): number => {
      const text = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: 'numeric', hourCycle: 'h23' });
      return Number(text.format(at * 1000));
    };
    const hours = hoursOf(55 * 24, (index) => 3 + local(ORIGIN + index * HOUR));
    const from = ORIGIN + 55 * DAY;
    const until = from + 7 * DAY + HOUR;
    const expected = Array.from({ length: 7 * 24 + 1 }, (_, index) => 3 + local(from + index * HOUR));
    const forecast = forecastRest(hours, { from, until }, ZONE);
    expect(forecast?.expected).to.equal(BigInt(expected.reduce((sum, use) => sum + use, 0)));
    expect(forecast?.basis).to.equal('hour-of-week');
    expect(forecast?.error).to.include({ meanAbsolute: 0n, band: 0n, hoursAhead: 168 });
    expect(forecast?.error.tests).to.be.greaterThan(30);
  });

  it('knows weekends from workdays', () => {
    // The origin is a Thursday.
    const hours = hoursOf(28 * 24, (index) => ([2, 3].includes(Math.floor(index / 24) % 7) ? 30 : 10));
    const from = ORIGIN + 28 * DAY;
    expect(forecastRest(hours, { from, until: from + DAY }, ZONE)?.expected).to.equal(240n);
    const saturday = { from: from + 2 * DAY, until: from + 3 * DAY };
    expect(forecastRest(hours, saturday, ZONE)?.expected).to.equal(720n);
  });

  it('takes the level so far where little is known, with a wide band, and says nothing of less than a day', () => {
    const forecastAfter = (known: number): ReturnType<typeof forecastRest> => {
      const from = ORIGIN + known * HOUR;
      return forecastRest(
        hoursOf(known, () => 12),
        { from, until: from + 10 * DAY },
        ZONE,
      );
    };
    expect(forecastAfter(23)).to.equal(undefined);
    const early = forecastAfter(24);
    expect([early?.basis, early?.expected, early?.error.band]).to.deep.equal(['level', 2880n, 1440n]);
    expect(forecastAfter(7 * 24)?.basis).to.equal('hour-of-week');
  });

  it('looks at nothing that came later', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 300, maxLength: 600 }), fc.nat(3000), (uses, other) => {
        const from = ORIGIN + 250 * HOUR;
        const span = { from, until: from + 3 * DAY };
        const known = hoursOf(uses.length, (index) => uses[index] ?? 0);
        const changed = hoursOf(uses.length, (index) => (index < 250 ? (uses[index] ?? 0) : other));
        expect(forecastRest(known, span, ZONE)).to.deep.equal(forecastRest(changed, span, ZONE));
      }),
      { numRuns: 25 },
    );
  });

  it('shows how wrong it was: four of five tests lie within the band', () => {
    // Loud days and quiet days without any pattern of the week: 5 against 7.
    const hours = hoursOf(60 * 24, (index) => (Math.floor(index / 24) % 5 < 2 ? 40 : 10));
    const from = ORIGIN + 60 * DAY;
    const forecast = forecastRest(hours, { from, until: from + DAY }, ZONE);
    expect(forecast?.error.tests).to.equal(42);
    expect(Number(forecast?.error.meanAbsolute)).to.be.within(150, 450);
    expect(Number(forecast?.error.band)).to.be.within(Number(forecast?.error.meanAbsolute), 720);
  });
});

describe(
  hasData ? 'the forecast of measured water' : 'the forecast of modelled water (no data folder)',
  () => {
    it('tells a week ahead, about as wrong as it says', async function () {
      this.timeout(120_000);
      const start = Date.UTC(2016, 2, 31, 22) / 1000;
      const tally = { use: 0, error: 0, inside: 0, trials: 0 };
      for (let meter = 1; meter <= 6; meter += 1) {
        const reader = hasData
          ? new DaiadReader(WATER, `meter-${String(meter).padStart(2, '0')}`, ZONE)
          : new ModelReader({ seed: 'fc', home: meter, resource: 'water', first: start, hours: 24 * 150 });
        const windows = (await windowsOf(reader, start)).map(summariseWindow);
        const { hours } = await historyOf(windows).of('water');
        for (let day = 42; day < 120; day += 13) {
          const from = start + day * DAY;
          const rest = Array.from({ length: 168 }, (_, index) => hours.get(from + index * HOUR));
          const forecast = forecastRest(hours, { from, until: from + 7 * DAY }, ZONE);
          if (forecast === undefined || rest.includes(undefined)) continue;
          const use = rest.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n);
          const error = Number(forecast.expected - use);
          tally.trials += 1;
          tally.use += Number(use);
          tally.error += Math.abs(error);
          tally.inside += Number(Math.abs(error) <= Number(forecast.error.band));
        }
      }
      const percent = ((100 * tally.error) / tally.use).toFixed(1);
      const inside = ((100 * tally.inside) / tally.trials).toFixed(0);
      console.log(
        `      ${String(tally.trials)} forecasts of a week of ${hasData ? 'measured' : 'modelled'} water: ` +
          `mean absolute error ${percent} % of the use, ${inside} % within the band`,
      );
      expect(tally.trials).to.be.at.least(20);
      expect(tally.error / tally.use).to.be.below(0.5);
      expect(tally.inside / tally.trials).to.be.above(0.6);
    });
  },
);
