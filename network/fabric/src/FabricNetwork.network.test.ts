import { networkDescriptionSchema } from '@acequia/protocol';
import { listRunning, ProcessFile, retry, NetworkPaths, type NetworkOptions } from '@acequia/network/common';
import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Probe } from '../test/Probe.js';
import { createFabricNetwork } from './createFabricNetwork.js';
import type { FabricNetwork } from './FabricNetwork.js';
import { openFabricNetwork } from './openFabricNetwork.js';
import { packageRoot } from './packageRoot.js';

const modulePath = join(packageRoot, 'test/chaincode');
/** For what real peers and orderers bring about, on slow machines too. */
const PATIENCE_MS = 120_000;

describe('a real network', () => {
  let folder: string;
  const made: FabricNetwork[] = [];

  const create = async (name: string, options: Partial<NetworkOptions>): Promise<FabricNetwork> => {
    const network = await createFabricNetwork({
      dir: join(folder, name),
      chaincode: { modulePath },
      parentPid: process.pid,
      ...options,
    });
    made.push(network);
    return network;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-networks-'));
  });
  after(async () => {
    for (const network of made) await network.stop();
    await rm(folder, { recursive: true });
  });

  describe('of one home', () => {
    let first: FabricNetwork;
    let second: FabricNetwork;

    it('runs on Raft and says why, and runs beside another', async () => {
      const lines: string[] = [];
      first = await create('one', { homes: 1, ordering: 'bft', onProgress: (line) => lines.push(line) });
      expect(first.description.ordering).to.equal('raft');
      expect(first.orderingNote).to.match(/^Raft instead of BFT/);
      expect(lines).to.include(first.orderingNote);
      second = await create('two', { homes: 1, ordering: 'raft' });
      expect(second.orderingNote).to.equal(undefined);
      await Promise.all([first.start(), second.start()]);

      await new Probe(first.dir).submit(['put', 'who', 'first'], ['CommunityMSP', 'SH1MSP']);
      await new Probe(second.dir).submit(['put', 'who', 'second'], ['CommunityMSP', 'SH1MSP']);
      // Its peer endorses nothing, and nobody has waited for it.
      for (const [network, who] of [[first, 'first'] as const, [second, 'second'] as const]) {
        await retry('the public’s peer is behind', PATIENCE_MS, async () => {
          expect(await new Probe(network.dir).evaluate('PublicMSP', ['get', 'who'])).to.equal(who);
        });
      }
    });

    it('describes itself with files that are there', async () => {
      const file = join(first.dir, 'network.json');
      const description = networkDescriptionSchema.parse(JSON.parse(await readFile(file, 'utf8')));
      expect(description).to.deep.equal(first.description);
      for (const { identities, peer } of description.organisations) {
        expect(Object.keys(identities)).to.deep.equal(['admin', 'user1', 'user2', 'user3']);
        const files = Object.values(identities).flatMap(({ certFile, keyFile }) => [certFile, keyFile]);
        for (const path of [...files, peer.tlsRootCertFile, peer.dataDir])
          expect(existsSync(path), path).to.equal(true);
      }
    });

    it('does not commit what one organisation alone has endorsed', async () => {
      const probe = new Probe(first.dir);
      for (const alone of ['CommunityMSP', 'SH1MSP']) {
        const error: unknown = await probe.submit(['put', 'alone', alone], [alone]).catch((e: unknown) => e);
        expect(error)
          .to.have.property('message')
          .match(/ENDORSEMENT_POLICY_FAILURE/);
      }
      expect(await probe.evaluate('SH1MSP', ['get', 'alone'])).to.equal('');
    });

    it('cleans up after a supervisor that was killed, and keeps the ledger', async () => {
      const file = new ProcessFile(new NetworkPaths(first.dir).processes);
      const orphans = file.read();
      expect(orphans[0]?.kind).to.equal('supervisor');
      process.kill(orphans[0]?.pid ?? 0, 'SIGKILL');
      await retry('the supervisor lives', PATIENCE_MS, async () => {
        expect((await listRunning(orphans)).map(({ kind }) => kind)).not.to.include('supervisor');
      });
      expect((await first.status()).every(({ state }) => state === 'stopped')).to.equal(true);

      const reopened = openFabricNetwork(first.dir, { parentPid: process.pid });
      await reopened.start();
      expect(await listRunning(orphans)).to.deep.equal([]);
      expect(await new Probe(first.dir).evaluate('SH1MSP', ['get', 'who'])).to.equal('first');
    });

    it('ends everything and removes its folder when cleaned', async () => {
      const running = new ProcessFile(new NetworkPaths(second.dir).processes).read();
      await second.clean();
      expect(await listRunning(running)).to.deep.equal([]);
      expect(existsSync(second.dir)).to.equal(false);
    });

    it('begins from an empty ledger when its first start was interrupted', async () => {
      // Without network.json the channel counts as unfinished, whatever runs.
      await rm(join(first.dir, 'network.json'));
      await first.start();
      expect(await new Probe(first.dir).evaluate('SH1MSP', ['get', 'who'])).to.equal('');
      await first.stop();
    });

    it('makes anew what was interrupted, and refuses what it would destroy', async () => {
      const again = await create('two', { homes: 1, ordering: 'raft' });
      await rm(join(again.dir, 'prepared.json'));
      expect(() => openFabricNetwork(again.dir)).to.throw(/^NO_NETWORK/);
      await create('two', { homes: 1, ordering: 'raft' });
      expect(openFabricNetwork(again.dir).description.name).to.equal('two');

      const exists: unknown = await create('one', { homes: 1 }).catch((error: unknown) => error);
      expect(exists).to.have.property('code', 'NETWORK_EXISTS');
      await writeFile(join(folder, 'note.txt'), 'mine');
      const foreign: unknown = await create('.', { homes: 1 }).catch((error: unknown) => error);
      expect(foreign).to.have.property('code', 'NOT_A_NETWORK');
    });
  });

  describe('of three homes', () => {
    let network: FabricNetwork;
    let probe: Probe;

    before(async () => {
      network = await create('three', { homes: 3, ordering: 'bft' });
      await network.start();
      probe = new Probe(network.dir);
    });

    /** Waits until all peers and orderers have as many blocks. @returns how many. */
    const sameHeight = (): Promise<number> =>
      retry('somebody is behind', PATIENCE_MS, async () => {
        const heights = (await network.status()).flatMap(({ height }) => height ?? []);
        expect(heights).to.have.lengthOf(9);
        expect(new Set(heights).size).to.equal(1);
        return heights[0] ?? 0;
      });

    it('runs four BFT orderers of four owners, and reports on every process', async () => {
      expect(network.description.ordering).to.equal('bft');
      const status = await network.status();
      expect(status.every(({ state, restarts }) => state === 'running' && restarts === 0)).to.equal(true);
      const orderers = status.filter(({ kind }) => kind === 'orderer');
      expect(orderers.map(({ mspIds }) => mspIds[0])).to.deep.equal([
        'CommunityMSP',
        'SH1MSP',
        'SH2MSP',
        'SH3MSP',
      ]);
      expect(await sameHeight()).to.be.at.least(3);
    });

    it('brings a peer that was down up to date, private data too', async () => {
      await network.kill('peer-sh1', { hold: true });
      await probe.submit(['put', 'while', 'away'], ['CommunityMSP', 'SH2MSP']);
      // The community writes into the collection; the home's peer is down, so that it has to fetch the value later.
      await probe.submit(['putPrivate', 'SH1Collection', 'secret'], ['CommunityMSP', 'SH2MSP'], {
        transient: 'for SH1',
      });
      await network.startProcess('peer-sh1');
      await retry('peer-sh1 is behind', PATIENCE_MS, async () => {
        expect(await probe.evaluate('SH1MSP', ['get', 'while'])).to.equal('away');
        expect(await probe.evaluate('SH1MSP', ['getPrivate', 'SH1Collection', 'secret'])).to.equal('for SH1');
      });
    });

    it('goes on without the leader, which then catches up', async () => {
      const leader = await network.bftLeader();
      expect(leader).to.match(/^orderer-/);
      const orderer = leader === 'orderer-sh3' ? 'orderer-sh2' : 'orderer-sh3';
      await network.kill(leader, { hold: true });
      await retry('nothing is ordered', PATIENCE_MS, async () => {
        await probe.submit(['put', 'after', 'the leader'], ['CommunityMSP', 'SH3MSP'], { orderer });
      });
      await network.startProcess(leader);
      await sameHeight();
      expect(await network.bftLeader()).not.to.equal(leader);
    });

    it('restarts a chaincode server that was killed', async () => {
      await network.kill('chaincode-homes');
      await retry('the chaincode does not answer', PATIENCE_MS, async () => {
        expect(await probe.evaluate('SH2MSP', ['get', 'while'])).to.equal('away');
      });
      const status = (await network.status()).find(({ name }) => name === 'chaincode-homes');
      expect(status).to.include({ state: 'running', restarts: 1 });
    });

    it('keeps the ledger over a restart', async () => {
      const before = await sameHeight();
      await network.stop();
      expect((await network.status()).every(({ state }) => state === 'stopped')).to.equal(true);
      await network.start();
      expect(await sameHeight()).to.equal(before);
      await probe.submit(['put', 'after', 'a restart'], ['CommunityMSP', 'SH1MSP']);
      expect(await probe.evaluate('SH1MSP', ['get', 'after'])).to.equal('a restart');
    });
  });
});
