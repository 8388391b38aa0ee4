import { fileURLToPath } from 'node:url';
import { InputError, parseWith } from '@acequia/protocol';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { communityFileSchema } from './communityFileSchema.js';
import { loadCommunityFile } from './loadCommunityFile.js';

const example = (name: string): string =>
  fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));
const home = { quota: { energyKWh: 300, waterLitres: 9000 }, meters: [{ resource: 'energy' }] };
const file = {
  community: { name: 'Test', timeZone: 'Europe/Madrid' },
  period: '2016-09',
  contract: { energy: { kWh: 300 }, water: { litres: 9000 } },
  tariff: {
    id: 'A',
    baseFee: 6,
    energy: { price: 0.15, excess: '0.25' },
    water: { price: 1.85, excess: 3.2 },
  },
  homes: [home],
};

function complaint(value: unknown): string {
  try {
    parseWith(communityFileSchema, value);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('the file was taken');
}

describe('the community file', () => {
  it('takes the examples', async () => {
    for (const name of ['three-homes.yaml', 'three-homes-model.yaml']) {
      const loaded = await loadCommunityFile(example(name));
      expect(loaded.homes).to.have.lengthOf(3);
      expect(loaded.period).to.equal('2016-09');
    }
  });

  it('fills in defaults, and keeps prices as text', () => {
    const parsed = parseWith(communityFileSchema, file);
    expect(parsed.community.currency).to.deep.equal({ code: 'EUR', minorDigits: 2 });
    expect(parsed.contract.energy.lotKWh).to.equal(10);
    expect(parsed.tariff.water).to.deep.equal({ price: '1.85', excess: '3.2' });
    expect(parsed.homes[0]?.meters[0]?.source).to.deep.equal({ format: 'model' });
  });

  it('takes panels on a roof, once a home and of energy alone, and what the supplier pays', () => {
    const meters = [
      { resource: 'energy' },
      { resource: 'water' },
      { resource: 'energy', flow: 'production' },
    ];
    const energy = { price: 0.15, excess: 0.25, feedIn: 0.06 };
    const sunny = { ...file, tariff: { ...file.tariff, energy }, homes: [{ ...home, meters }] };
    const parsed = parseWith(communityFileSchema, sunny);
    expect(parsed.tariff.energy.feedIn).to.equal('0.06');
    expect(parsed.homes[0]?.meters.map(({ flow }) => flow)).to.deep.equal([
      undefined,
      undefined,
      'production',
    ]);
    const withMeters = (...more: object[]): unknown => ({ ...sunny, homes: [{ ...home, meters: more }] });
    expect(complaint(withMeters({ resource: 'water', flow: 'production' }))).to.match(
      /produces energy alone/,
    );
    const twice = { resource: 'energy', flow: 'production' };
    expect(complaint(withMeters(twice, twice))).to.match(/at most one meter of each resource/);
    const dear = { ...sunny, tariff: { ...file.tariff, energy: { ...energy, feedIn: 0.16 } } };
    expect(complaint(dear)).to.match(/the feed-in price is not above the price/);
  });

  it('takes slots of power, whose quotas add up too, and no two of them for an hour', () => {
    const evening = { resource: 'power.18-22', watts: 3000 };
    const withPower = (power: readonly object[], quota: readonly object[]): unknown => ({
      ...file,
      tariff: { ...file.tariff, power: { excess: 0.3 } },
      contract: { ...file.contract, power },
      homes: [{ ...home, quota: { ...home.quota, power: quota } }, home],
    });
    const twoHomes = { energy: { kWh: 600 }, water: { litres: 18_000 } };
    const twice = (value: unknown): unknown => ({
      ...(value as typeof file),
      contract: { ...(value as typeof file).contract, ...twoHomes },
    });
    const { contract, tariff, homes } = parseWith(
      communityFileSchema,
      twice(withPower([evening], [evening])),
    );
    expect(contract.power).to.deep.equal([{ ...evening, lotWatts: 100 }]);
    expect(tariff.power).to.deep.equal({ excess: '0.3' });
    expect(homes.map(({ quota }) => quota.power)).to.deep.equal([[evening], undefined]);
    expect(complaint(twice(withPower([evening], [])))).to.equal(
      "INPUT_INVALID: contract.power.18-22 is 3000 W, but the homes' quotas add up to 0 W",
    );
    const night = { resource: 'power.21-24', watts: 100 };
    expect(complaint(twice(withPower([evening, night], [evening, night])))).to.equal(
      'INPUT_INVALID: contract.power has two contracts for the same hour',
    );
    expect(complaint(twice(withPower([evening], [evening, night])))).to.equal(
      'INPUT_INVALID: contract.power has no contract of power.21-24, of which a home has a quota',
    );
    const halves = [
      { ...evening, watts: 1000 },
      { ...evening, watts: 2000 },
    ];
    expect(complaint(twice(withPower([evening], halves)))).to.match(
      /^INPUT_INVALID: contract.power has a home with two quotas of power.18-22/,
    );
  });

  it('has times for auctions that end within a month, and are paid in a token', () => {
    const token = { name: 'Token', symbol: 'SCT', supply: 1000 };
    const market = { biddingHours: 336, revealHours: 168 };
    expect(parseWith(communityFileSchema, { ...file, token, market }).market).to.deep.equal(market);
    expect(complaint({ ...file, token, market: { ...market, revealHours: 169 } })).to.match(
      /market bidding and reveal take 504 hours together at most/,
    );
    expect(complaint({ ...file, market })).to.match(/market is of no use without a token/);
  });

  it("says by how much the homes' quotas miss the contract", () => {
    expect(complaint({ ...file, contract: { ...file.contract, energy: { kWh: 310 } } })).to.equal(
      "INPUT_INVALID: contract.energy is 310 kWh, but the homes' quotas add up to 300 kWh",
    );
  });

  it('says that quotas come in lots', () => {
    const odd = { ...home, quota: { energyKWh: 305, waterLitres: 9000 } };
    expect(
      complaint({ ...file, contract: { ...file.contract, energy: { kWh: 305 } }, homes: [odd] }),
    ).to.equal(
      "INPUT_INVALID: contract.energy comes in lots of 10 kWh: every home's quota must be a multiple of it",
    );
  });

  const broken: readonly (readonly [string, unknown, string])[] = [
    ['an unknown member', { ...file, colour: 'blue' }, 'the input has 1 unknown member(s)'],
    [
      'an unknown time zone',
      { ...file, community: { name: 'T', timeZone: 'Mars/Olympus' } },
      'community.timeZone must be an IANA zone such as Europe/Madrid',
    ],
    [
      'a negative price',
      { ...file, tariff: { ...file.tariff, baseFee: -1 } },
      'tariff.baseFee must be a decimal such as 1.85, not below zero',
    ],
    [
      'an excess price below the price',
      { ...file, tariff: { ...file.tariff, energy: { price: 0.3, excess: 0.2 } } },
      'tariff.energy the excess price is not below the price',
    ],
    [
      'two meters of one resource',
      { ...file, homes: [{ ...home, meters: [{ resource: 'energy' }, { resource: 'energy' }] }] },
      'homes.0 a home has at most one meter of each resource here',
    ],
  ];
  for (const [what, value, text] of broken) {
    it(`refuses ${what}`, () => {
      expect(complaint(value)).to.contain(text);
    });
  }

  it('says which file cannot be read', async () => {
    let message = '';
    await loadCommunityFile('/nonexistent/community.yaml').catch((error: unknown) => {
      message = String(error);
    });
    expect(message).to.contain('FILE_UNREADABLE: cannot read /nonexistent/community.yaml');
  });
});
