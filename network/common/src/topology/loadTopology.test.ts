import { expect } from 'chai';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseTopology } from './chooseTopology.js';
import { loadTopology } from './loadTopology.js';
import { presetFolder } from './presetFolder.js';

describe('loadTopology', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'topology-'));
  });
  after(async () => rm(folder, { recursive: true }));

  const fails = async (content: string, expected: RegExp): Promise<void> => {
    const file = join(folder, 'bad.yaml');
    await writeFile(file, content);
    const error: unknown = await loadTopology(file).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(Error).with.property('message').match(expected);
  };

  it('reads every preset', async () => {
    const files = await readdir(presetFolder);
    const presets = files.filter((file) => file.endsWith('.yaml')).map((file) => file.replace('.yaml', ''));
    expect(presets).to.include.members(['default', 'homes-4', 'homes-40']);
    for (const preset of presets) await loadTopology(preset);
    expect((await loadTopology('homes-40')).homes).to.equal(40);
  });

  it('starts from three homes, BFT and blocks within 200 ms', async () => {
    const topology = await loadTopology();
    expect(topology).to.include({ homes: 3, ordering: 'bft', host: '127.0.0.1', ports: 'free' });
    expect(topology.batch.timeout).to.equal('200ms');
    expect(topology.bft).to.include({ leaderHeartbeatTimeout: '5s', requestComplainTimeout: '3s' });
  });

  it('refuses what it does not know', async () => {
    await fails('homes: 41', /^TOPOLOGY_INVALID: .*homes/s);
    await fails('batch: { timeout: soon }', /^TOPOLOGY_INVALID: .*200ms/s);
    await fails('colour: blue', /^TOPOLOGY_INVALID: .*colour/s);
    await fails('homes: [', /^TOPOLOGY_INVALID: .*not YAML/);
  });

  it('names a topology that is not there', async () => {
    const error: unknown = await loadTopology('nowhere').catch((caught: unknown) => caught);
    expect(error).to.have.property('code', 'TOPOLOGY_NOT_FOUND');
  });

  it('lets the caller override the file, and the environment the ordering', async () => {
    const topology = await chooseTopology(
      { homes: 5, batchTimeoutMs: 50, chaincode: { name: 'notes' } },
      { ORDERING: 'raft' },
    );
    expect(topology).to.include({ homes: 5, ordering: 'raft' });
    expect(topology.batch.timeout).to.equal('50ms');
    expect(topology.chaincode.name).to.equal('notes');
    expect((await chooseTopology({ ordering: 'bft' }, { ORDERING: 'raft' })).ordering).to.equal('bft');
    const error: unknown = await chooseTopology({}, { ORDERING: 'kafka' }).catch((e: unknown) => e);
    expect(error).to.have.property('code', 'TOPOLOGY_INVALID');
  });
});
