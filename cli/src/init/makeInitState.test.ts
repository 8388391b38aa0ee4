import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { initialHoldings } from './initialHoldings.js';
import { initStateSchema } from './initStateSchema.js';
import { loadCommunityFile } from './loadCommunityFile.js';
import { makeInitState } from './makeInitState.js';
import { replayDriver } from './replayDriver.js';
import { requestIdOf } from './requestIdOf.js';
import { sourceLine } from './sourceLine.js';

const example = fileURLToPath(new URL('../../../examples/three-homes.yaml', import.meta.url));
const surroundings = {
  networkDir: '/n',
  dataDir: '/data',
  now: 1_700_000_000_500,
  ports: [4000, 4004, 4001, 4002, 4003],
};

describe('makeInitState', () => {
  it('numbers homes and meters, and starts the clock after its lead', async () => {
    const state = makeInitState(await loadCommunityFile(example), surroundings);
    expect(initStateSchema.safeParse(state).success).to.equal(true);
    expect(state.clock).to.deep.equal({ origin: 1472680800, start: 1_700_000_004, speed: 21600 });
    expect(state.homes.map(({ homeId, apiPort }) => [homeId, apiPort])).to.deep.equal([
      ['SH1', 4001],
      ['SH2', 4002],
      ['SH3', 4003],
    ]);
    expect(state.homes[1]?.meters.map(({ deviceId }) => deviceId)).to.deep.equal(['sh2-energy', 'sh2-water']);
    expect(new Set(state.homes.map(({ accountId }) => accountId)).size).to.equal(3);
  });

  it('splits what homes are entitled to into coins, which are alike in all of them and in no order', async () => {
    const state = makeInitState(await loadCommunityFile(example), surroundings);
    const sizes = state.homes.map(({ coins }) => coins.map(({ resource, lots }) => `${resource} ${lots}`));
    expect(sizes[0]).to.deep.equal([
      ...['energy 2', 'energy 4', 'energy 8', 'energy 16', 'energy 2', 'energy 4', 'energy 8', 'energy 16'],
      ...['water 2', 'water 4', 'water 8', 'water 16', 'water 2', 'water 4', 'water 8', 'water 16'],
    ]);
    expect(sizes[1]).to.deep.equal(sizes[0]);
    const holdings = initialHoldings(state);
    expect(new Set(holdings.map(({ accountId }) => accountId)).size).to.equal(3 + 3 * 16);
    const ids = holdings.map(({ accountId }) => accountId);
    expect(ids).to.deep.equal(ids.toSorted());
    const total = (resource: string): number =>
      holdings.filter((holding) => holding.resource === resource).reduce((sum, { lots }) => sum + lots, 0);
    expect([total('energy'), total('water')]).to.deep.equal([250, 340]);
  });

  it('gives homes power in slots, in coins too', async () => {
    const file = await loadCommunityFile(example);
    const evening = { resource: 'power.18-22', watts: 9600, lotWatts: 100 } as const;
    const power = [{ resource: evening.resource, watts: 3200 }];
    const homes = file.homes.map((home) => ({ ...home, quota: { ...home.quota, power } }));
    const state = makeInitState(
      { ...file, contract: { ...file.contract, power: [evening] }, homes },
      surroundings,
    );
    expect(initStateSchema.safeParse(state).success).to.equal(true);
    const coins = state.homes[2]?.coins.filter(({ resource }) => resource === 'power.18-22') ?? [];
    expect(coins.map(({ lots }) => lots)).to.deep.equal([1, 2, 4, 8, 1, 2, 4, 8]);
    const held = initialHoldings(state).filter(({ resource }) => resource === 'power.18-22');
    expect(held.reduce((sum, { lots }) => sum + lots, 0)).to.equal(96);
    expect(initialHoldings(state).some(({ resource }) => resource === 'power')).to.equal(false);
  });

  it('gives coins of a slot to the homes that have a quota of it, and none to the others', async () => {
    const file = await loadCommunityFile(example);
    const evening = { resource: 'power.18-22', watts: 6400, lotWatts: 100 } as const;
    const homes = file.homes.map((home, place) => {
      const power = place === 1 ? [] : [{ resource: evening.resource, watts: 3200 }];
      return { ...home, quota: { ...home.quota, power } };
    });
    const state = makeInitState(
      { ...file, contract: { ...file.contract, power: [evening] }, homes },
      surroundings,
    );
    expect(initStateSchema.safeParse(state).success).to.equal(true);
    const sizes = state.homes.map(({ coins }) =>
      coins.filter(({ resource }) => resource === evening.resource).map(({ lots }) => lots),
    );
    expect(sizes).to.deep.equal([[1, 2, 4, 8, 1, 2, 4, 8], [], [1, 2, 4, 8, 1, 2, 4, 8]]);
    const held = initialHoldings(state).filter(({ resource }) => resource === evening.resource);
    expect(held.reduce((sum, { lots }) => sum + lots, 0)).to.equal(64);
    expect(state.homes[1]?.coins.some(({ resource }) => resource === 'water')).to.equal(true);
  });

  it('makes no coins where there is no token to pay with', async () => {
    const { token, ...file } = await loadCommunityFile(example);
    expect(token?.symbol).to.equal('SCT');
    const { homes } = makeInitState(file, surroundings);
    expect(homes.flatMap(({ coins }) => coins)).to.deep.equal([]);
  });

  it('runs in real time where the file has no clock', async () => {
    const { clock, ...file } = await loadCommunityFile(example);
    expect(clock?.speed).to.equal(21600);
    expect(makeInitState(file, surroundings).clock).to.deep.equal({
      origin: 1_700_000_000,
      start: 1_700_000_000,
      speed: 1,
    });
  });

  it('names a production meter by what it does', async () => {
    const file = await loadCommunityFile(example);
    const [home, ...others] = file.homes;
    if (home === undefined) throw new Error('no home');
    const panels = {
      resource: 'energy',
      flow: 'production',
      trust: 'signing',
      source: { format: 'model' },
    } as const;
    const state = makeInitState(
      { ...file, homes: [{ ...home, meters: [...home.meters, panels] }, ...others] },
      surroundings,
    );
    expect(state.homes[0]?.meters).to.deep.equal([
      { deviceId: 'sh1-energy', resource: 'energy' },
      { deviceId: 'sh1-water', resource: 'water' },
      { deviceId: 'sh1-production', resource: 'energy' },
    ]);
  });

  it('gives a step the same request id at every attempt, and every step another', () => {
    const seed = '00112233445566778899aabbccddeeff';
    expect(requestIdOf(seed, 'tariff'))
      .to.equal(requestIdOf(seed, 'tariff'))
      .and.to.match(/^[0-9a-f]{32}$/);
    expect(requestIdOf(seed, 'tariff')).to.not.equal(requestIdOf(seed, 'token'));
  });

  it('plays the measured files, and the model where there is no data folder, and says which', async () => {
    const state = makeInitState(await loadCommunityFile(example), surroundings);
    const source = state.file.homes[0]?.meters[1]?.source ?? { format: 'model' as const };
    const meter = { home: 1, resource: 'water' as const, source };
    const limits = { from: 1472673600, until: 1475359200 };
    expect(replayDriver(state, meter)).to.deep.equal({
      type: 'replay',
      reader: {
        format: 'daiad',
        file: '/data/water/hourly-registers.csv.gz',
        meter: 'meter-03',
        zone: 'Europe/Madrid',
      },
      ...limits,
    });
    expect(sourceLine(state)).to.match(/^data: readings of 3 measured households, 2016-09 /);
    const without = { ...state, dataDir: null };
    expect(replayDriver(without, meter)).to.deep.equal({
      type: 'replay',
      reader: {
        format: 'model',
        seed: 'Comunidad de la Acequia',
        home: 1,
        resource: 'water',
        first: 1472673600,
        hours: 8760,
      },
      ...limits,
    });
    const panels = replayDriver(without, { home: 1, resource: 'energy', flow: 'production', source });
    expect(panels.reader).to.include({ format: 'model', resource: 'energy', flow: 'production' });
    expect(sourceLine(without)).to.equal('data: built-in household model (no data folder)');
  });
});
