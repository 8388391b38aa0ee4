import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNetwork, type Network } from '@acequia/network';
import { connect, type FabricClient } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { Acequia, type Ended } from '../../test/Acequia.js';
import { isAlive } from '../../test/isAlive.js';
import { networkKind } from '../../test/networkKind.js';
import { until } from '../../test/until.js';
import { connectionOf } from '../run/connectionOf.js';
import { MSP } from './MSP.js';

const COMMUNITY = `
community: { name: One home, timeZone: Europe/Madrid }
clock: { date: 2016-09-01, speed: 3600 }
period: 2016-09
contract: { energy: { kWh: 300 }, water: { litres: 9000 } }
tariff: { id: A, baseFee: 6, energy: { price: 0.15, excess: 0.25 }, water: { price: 1.85, excess: 3.20 } }
token: { name: Token, symbol: SCT, supply: 1000 }
homes:
  - quota: { energyKWh: 300, waterLitres: 9000 }
    meters: [{ resource: energy }, { resource: water }]
`;
const STEPS = 15;

describe(`acequia init and run, on the ${networkKind} network`, () => {
  let folder = '';
  let network: Network;
  let client: FabricClient;
  const paths = (): { network: string; run: string; file: string } => ({
    network: join(folder, 'network'),
    run: join(folder, 'run'),
    file: join(folder, 'community.yaml'),
  });
  const initArguments = (): string[] => {
    const { file, network: dir, run } = paths();
    return ['init', '--file', file, '--network', dir, '--run', run, '--data', join(folder, 'none')];
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-init-'));
    await writeFile(paths().file, COMMUNITY);
    network = await createNetwork({
      kind: networkKind,
      dir: paths().network,
      topology: 'small',
      parentPid: process.pid,
    });
    await network.start();
    client = await connect(connectionOf(network.description, MSP.community, 'admin'));
  });
  after(async () => {
    client.close();
    await network.clean();
    await rm(folder, { recursive: true, force: true });
  });

  it('carries on after kill -9 at any moment, and does nothing twice', async () => {
    let ended: Ended | undefined;
    let kills = 0;
    for (let wait = 300; ended?.code !== 0; wait += 150) {
      const init = new Acequia(initArguments());
      const timer = setTimeout(() => {
        init.kill('SIGKILL');
      }, wait);
      ended = await init.ended;
      clearTimeout(timer);
      if (ended.code === null) kills += 1;
      else expect(ended.code, ended.err).to.equal(0);
    }
    expect(kills).to.be.greaterThan(2);
    expect(ended.out).to.contain('data: built-in household model (no data folder)');
    expect(ended.out).to.contain('"One home" is registered with 1 homes; its first period is 2016-09');
    const { ledger } = client;
    expect((await ledger.registry.listHomes()).map(({ homeId }) => homeId)).to.deep.equal(['SH1']);
    const devices = await ledger.registry.listDevices({ homeId: 'SH1' });
    expect(devices.map(({ deviceId }) => deviceId).sort()).to.deep.equal(['sh1-energy', 'sh1-water']);
    expect(await ledger.quota.checkEquation9({ periodId: '2016-09' })).to.deep.equal([
      { resource: 'energy', contract: '300000', held: '300000', holds: true },
      { resource: 'water', contract: '9000', held: '9000', holds: true },
    ]);
    expect(await ledger.token.getToken()).to.include({ symbol: 'SCT' });
  });

  it('has nothing left to do the next time, and says so as one JSON document', async () => {
    const again = await Acequia.run(...initArguments(), '--json');
    expect(again.code).to.equal(0);
    expect(JSON.parse(again.out)).to.deep.include({
      community: 'One home',
      period: '2016-09',
      homes: [{ homeId: 'SH1', devices: ['sh1-energy', 'sh1-water'] }],
      steps: { done: 0, before: STEPS },
    });
    for (const file of ['init.json', 'keys/sh1-energy.pem', 'keys/sh1-water.pem']) {
      expect((await stat(join(paths().run, file))).mode & 0o777, file).to.equal(0o600);
    }
  });

  it('refuses the run folder of another network, and a community with too many homes', async () => {
    const { file, network: dir, run } = paths();
    await writeFile(
      file,
      COMMUNITY.replace('kWh: 300 }, water: { litres: 9000 }', 'kWh: 600 }, water: { litres: 18000 }') +
        '  - quota: { energyKWh: 300, waterLitres: 9000 }\n    meters: [{ resource: energy }]\n',
    );
    const many = await Acequia.run('init', '--file', file, '--network', dir, '--run', `${run}-2`);
    expect([many.code, many.err]).to.deep.equal([
      1,
      'TOO_FEW_HOMES: the network has organisations for 1 homes, the community has 2\n',
    ]);
    const second = await Acequia.run('init', '--network', dir, '--run', `${run}-3`);
    expect([second.code, second.err]).to.deep.equal([
      1,
      'FILE_MISSING: name a community file with --file; questions are asked only on a terminal\n',
    ]);
    await writeFile(file, COMMUNITY);
    const other = await Acequia.run('init', '--file', file, '--network', dir, '--run', `${run}-4`);
    expect([other.code, other.err]).to.deep.equal([
      1,
      'COMMUNITY_OTHER: the network has the community "One home" already: use its run folder, or a new network\n',
    ]);
  });

  it('runs the programs until it is interrupted; readings arrive; nothing stays behind', async () => {
    const run = new Acequia(['run', '--run', paths().run, '--home-gateways']);
    const pids: number[] = [];
    for (const name of ['gateway-community', 'agent-SH1', 'gateway-SH1']) {
      const line = await run.line(new RegExp(`^${name} runs`));
      pids.push(Number(/process (\d+)/.exec(line)?.[1]));
    }
    expect(pids.map(isAlive)).to.deep.equal([true, true, true]);
    await until('readings that are accepted', async () => {
      const { out } = await Acequia.run('status', '--json', '--run', paths().run);
      const status = JSON.parse(out) as { api: { summary: { accepted: number } } | null };
      return (status.api?.summary.accepted ?? 0) > 0 || undefined;
    });
    const home = await Acequia.run('home', 'show', 'SH1', '--run', paths().run);
    expect(home.out).to.contain('Home SH1 (active)').and.to.contain('Period 2016-09, open:');
    run.kill('SIGINT');
    const { code, out } = await run.ended;
    expect(code).to.equal(0);
    expect(out).to.contain('Stopped; nothing is lost');
    expect(pids.map(isAlive)).to.deep.equal([false, false, false]);
  });
});
