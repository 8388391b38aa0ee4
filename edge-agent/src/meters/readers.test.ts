import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { CitylearnReader } from './CitylearnReader.js';
import { createReader } from './createReader.js';
import { DaiadReader } from './DaiadReader.js';
import { ModelReader } from './ModelReader.js';
import type { Sample } from './Sample.js';
import type { SampleReader } from './SampleReader.js';

async function all(reader: SampleReader): Promise<Sample[]> {
  const samples: Sample[] = [];
  for await (const sample of reader.read()) samples.push(sample);
  return samples;
}

async function failureOf(reader: SampleReader): Promise<string> {
  try {
    await all(reader);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'none';
}

const utc = (text: string): number => Date.parse(text) / 1000;

describe('readers', () => {
  let folder: string;
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text);
    return path;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-readers-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('reads what a file has of the extended dataset, and invents none', async () => {
    const path = await file('home.csv', 'load_kwh,temperature_c,heating_kwh\n0.5,20.57,0.2501\n0.5,,0\n');
    const first = utc('2016-08-01T00:00Z');
    expect(await all(new CitylearnReader(path, first))).to.deep.equal([
      { at: first, register: 0 },
      { at: first + 3600, register: 500, extended: { temperature: 2057, heating: 250 } },
      { at: first + 7200, register: 1000, extended: { heating: 0 } },
    ]);
  });

  it('adds kWh an hour up to a register in Wh without losing what is less than one', async () => {
    const path = await file(
      'home.csv',
      'month,hour,load_kwh\n8,1,0.0004\n8,2,0.00035\n8,3,2.5e-04\n8,4,1.5\n8,5,9.9999994e-08\n',
    );
    const reader = createReader({
      format: 'citylearn',
      file: path,
      offsetMinutes: 60,
      firstHour: '2016-08-01T00:00',
    });
    const first = utc('2016-07-31T23:00Z');
    expect(await all(reader)).to.deep.equal([
      { at: first, register: 0 },
      { at: first + 3600, register: 0 },
      { at: first + 7200, register: 0 },
      { at: first + 10_800, register: 1 },
      { at: first + 14_400, register: 1501 },
      { at: first + 18_000, register: 1501 },
    ]);
  });

  it('reads a wall clock of Madrid: hours that are skipped and hours that come twice', async () => {
    const rows = [
      'meter,datetime,register_litres,diff_litres',
      'meter-03,27/03/2016 01:13:07,100,0',
      'meter-04,27/03/2016 02:00:00,7,0',
      'meter-03,27/03/2016 03:13:05,101,1',
      'meter-03,30/10/2016 01:30:00,4e+05,0',
      'meter-03,30/10/2016 02:30:00,400001,0',
      'meter-03,30/10/2016 02:30:00,400002,0',
      'meter-03,30/10/2016 03:30:00,400003,0',
    ];
    const path = await file('water.csv.gz', `${rows.join('\n')}\n`);
    expect(await all(new DaiadReader(path, 'meter-03', 'Europe/Madrid'))).to.deep.equal([
      { at: utc('2016-03-27T00:13:07Z'), register: 100 },
      { at: utc('2016-03-27T01:13:05Z'), register: 101 },
      { at: utc('2016-10-29T23:30:00Z'), register: 400_000 },
      { at: utc('2016-10-30T00:30:00Z'), register: 400_001 },
      { at: utc('2016-10-30T01:30:00Z'), register: 400_002 },
      { at: utc('2016-10-30T02:30:00Z'), register: 400_003 },
    ]);
  });

  it('says what it cannot read, and where, without the value', async () => {
    const bad = await file('bad.csv', 'meter,datetime,register_litres\nmeter-1,01/03/2016 00:53:08,12.5\n');
    expect(await failureOf(new DaiadReader(bad, 'meter-1', 'Europe/Madrid'))).to.equal(
      'SOURCE_UNREADABLE: meter-1 row 1 has no register in whole litres',
    );
    expect(await failureOf(new DaiadReader(bad, 'meter-2', 'Europe/Madrid'))).to.match(
      /^SOURCE_UNREADABLE: .*nothing of meter-2$/,
    );
    expect(await failureOf(new DaiadReader(join(folder, 'none.csv.gz'), 'm', 'Europe/Madrid'))).to.match(
      /^SOURCE_UNREADABLE/,
    );
    const torn = join(folder, 'torn.csv.gz');
    await writeFile(torn, gzipSync('meter,datetime\n'.repeat(9000)).subarray(0, 60));
    expect(await failureOf(new DaiadReader(torn, 'm', 'Europe/Madrid'))).to.match(/^SOURCE_UNREADABLE/);
    const load = await file('load.csv', 'month,load_kwh\n8,-1\n');
    expect(await failureOf(new CitylearnReader(load, 0))).to.match(
      /^SOURCE_UNREADABLE: .*row 1 has no load in kWh$/,
    );
    expect(await failureOf(new CitylearnReader(bad, 0))).to.match(/has no column load_kwh$/);
  });

  it('models panels on a roof: as much each month, most at noon, nothing at night', async () => {
    const first = Date.UTC(2016, 8, 1) / 1000;
    const options = {
      seed: 'sun',
      home: 1,
      resource: 'energy',
      flow: 'production',
      first,
      hours: 720,
    } as const;
    const samples = await all(new ModelReader(options));
    expect(samples.every(({ extended }) => extended === undefined)).to.equal(true);
    const made = samples.flatMap(({ at, register }, index) => {
      const before = samples[index - 1];
      const isHour = before !== undefined && at - before.at === 3600;
      const amount = isHour ? register - before.register : -1;
      return amount >= 0 && amount < 10_000 ? [{ hour: (at / 3600) % 24, amount }] : [];
    });
    expect(made.filter(({ hour }) => hour < 5 || hour > 18).every(({ amount }) => amount === 0)).to.equal(
      true,
    );
    const noon = made
      .filter(({ hour }) => hour === 11 || hour === 12)
      .reduce((sum, { amount }) => sum + amount, 0);
    const all24 = made.reduce((sum, { amount }) => sum + amount, 0);
    expect(noon / all24).to.be.within(0.22, 0.33);
    expect(all24).to.be.within(150_000, 400_000);
  });

  it('models the same home from the same seed, with gaps, spikes and a reset within a month', async () => {
    const options = {
      seed: 'a',
      home: 1,
      resource: 'water',
      first: utc('2016-08-01T00:00Z'),
      hours: 1500,
    } as const;
    const samples = await all(new ModelReader(options));
    expect(await all(new ModelReader(options))).to.deep.equal(samples);
    expect(await all(new ModelReader({ ...options, home: 2 }))).not.to.deep.equal(samples);
    const steps = samples
      .slice(1)
      .map((sample, index) => [
        sample.register - (samples[index]?.register ?? 0),
        sample.at - (samples[index]?.at ?? 0),
      ]);
    expect(
      steps.some(([, seconds = 0]) => seconds > 3600),
      'gap',
    ).to.equal(true);
    expect(
      steps.some(([change = 0]) => change > 200_000),
      'spike',
    ).to.equal(true);
    expect(
      samples.some(({ register }) => register < 50_000),
      'reset',
    ).to.equal(true);
  });
});
