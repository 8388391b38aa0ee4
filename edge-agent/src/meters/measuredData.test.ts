import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { driveCutter, HOUR, intervalsOf, RULES, totalOf } from '../../test/driveCutter.js';
import { firstFault } from '../../test/firstFault.js';
import { CitylearnReader } from './CitylearnReader.js';
import { DaiadReader } from './DaiadReader.js';
import { ModelReader } from './ModelReader.js';
import type { Sample } from './Sample.js';
import type { SampleReader } from './SampleReader.js';

const FOLDER = resolve(import.meta.dirname, '../../../..', process.env.ACEQUIA_DATA ?? 'data');
const WATER = join(FOLDER, 'water/hourly-registers.csv.gz');
const hasData = existsSync(WATER) && existsSync(join(FOLDER, 'electricity/home-12.csv'));
/** 2016-03-01 00:00 in Madrid, before the first sample. */
const START = Date.UTC(2016, 1, 29, 23) / 1000;
const rules = { ...RULES, origin: START, anchor: START, windowSeconds: 6 * HOUR };

async function all(reader: SampleReader): Promise<Sample[]> {
  const samples: Sample[] = [];
  for await (const sample of reader.read()) samples.push(sample);
  return samples;
}

/**
 * What a careful person with a pencil would add up: the register's way within each stretch over which it never runs
 * backwards or faster than the connection allows, a stretch being left only for three readings that fit each other.
 */
function byHand(samples: readonly Sample[], maxPerHour: number): { total: number; breaks: number } {
  const hour = (at: number): number => Math.ceil((at - START) / HOUR);
  const fits = (from: Sample, to: Sample): boolean =>
    to.register >= from.register &&
    to.register - from.register <= maxPerHour * Math.max(1, hour(to.at) - hour(from.at));
  let [total, breaks] = [0, 0];
  let [last] = samples;
  let others: Sample[] = [];
  for (const sample of samples) {
    if (last === undefined || sample.at <= last.at) continue;
    if (fits(last, sample)) {
      total += sample.register - last.register;
      last = sample;
      others = [];
      continue;
    }
    const before = others.at(-1);
    others = before !== undefined && fits(before, sample) ? [...others, sample] : [sample];
    if (others.length < 3) continue;
    total += sample.register - (others[0]?.register ?? 0);
    last = sample;
    others = [];
    breaks += 1;
  }
  return { total, breaks };
}

/** Whether the register could not be taken as it is anywhere: then its whole way is not simply last minus first. */
function runsCleanly(samples: readonly Sample[]): boolean {
  return samples.every((sample, index) => sample.register >= (samples[index - 1]?.register ?? 0));
}

function expectNothingLost(samples: readonly Sample[], name: string): void {
  const windows = driveCutter(samples, rules, START);
  const { total, breaks } = byHand(samples, rules.maxPerHour);
  expect(totalOf(windows), name).to.equal(total);
  if (runsCleanly(samples) && breaks === 0) {
    expect(total, name).to.equal((samples.at(-1)?.register ?? 0) - (samples[0]?.register ?? 0));
  }
  expect(firstFault(windows, rules), name).to.equal(undefined);
  const hours = intervalsOf(windows);
  expect(
    hours.every((interval, index) => interval.start === START + index * HOUR),
    name,
  ).to.equal(true);
}

/** The sum of a file's column load_kwh. */
async function loadOf(file: string): Promise<number> {
  const rows = (await readFile(file, 'utf8')).trim().split('\n').slice(1);
  return rows.reduce((sum, row) => sum + Number(row.split(',')[4]), 0);
}

describe(hasData ? 'measured data' : 'measured data (no data folder: of the household model)', () => {
  const source = hasData ? 'all 60 water meters' : '60 modelled water meters (no data folder)';

  it(`loses and invents no litre of ${source}, in windows that the community accepts`, async function () {
    this.timeout(120_000);
    for (let meter = 1; meter <= 60; meter += 1) {
      const name = `meter-${String(meter).padStart(2, '0')}`;
      const reader = hasData
        ? new DaiadReader(WATER, name, 'Europe/Madrid')
        : new ModelReader({ seed: 'test', home: meter, resource: 'water', first: START, hours: 8760 });
      expectNothingLost(await all(reader), name);
    }
  });

  it(`keeps every Wh of ${hasData ? 'all 12 measured homes' : '12 modelled homes (no data folder)'}`, async function () {
    this.timeout(60_000);
    const energy = { ...rules, resource: 'energy', maxPerHour: 15_000 } as const;
    for (let home = 1; home <= 12; home += 1) {
      const name = `home-${String(home).padStart(2, '0')}`;
      const file = join(FOLDER, `electricity/${name}.csv`);
      const samples = hasData
        ? await all(new CitylearnReader(file, START))
        : await all(new ModelReader({ seed: 'test', home, resource: 'energy', first: START, hours: 8760 }));
      const windows = driveCutter(samples, energy, START);
      expect(totalOf(windows), name).to.equal(byHand(samples, energy.maxPerHour).total);
      expect(firstFault(windows, energy), name).to.equal(undefined);
      if (!hasData) continue;
      expect(totalOf(windows), name).to.equal(samples.at(-1)?.register);
      expect(samples.length, name).to.equal(8761);
      // By floating point instead of exact decimals, which is near enough to notice a wrong scale.
      expect((samples.at(-1)?.register ?? 0) / 1000, name).to.be.closeTo(await loadOf(file), 0.01);
    }
  });
});
