import { basename, relative, sep } from 'node:path';
import { expect } from 'chai';
import type { Organisation } from '@acequia/protocol';
import type { FolderReport } from '../canaries/FolderReport.js';
import { Planted } from '../canaries/Planted.js';
import { scanFolder } from '../canaries/scanFolder.js';
import { suite } from '../harness/Suite.js';

// Where each peer has a store of its own.
describe('private data, planted in every home, in files', () => {
  let planted: Planted;

  before(async () => {
    planted = await Planted.in(suite());
  });

  const organisations = (): readonly Organisation[] => suite().network.description.organisations;

  /** Whether a place is the record that a meter of the tests plays, which no program of Acequia's wrote. */
  const isMeters = (place: string): boolean => {
    const { dir } = suite().config;
    return planted.meterFolders.some((folder) => place.startsWith(relative(dir, folder) + sep));
  };

  it('no file, database or log holds it but the stores of its members’ peers, and they nothing that is sealed', async () => {
    const { network, config } = suite();
    const canaries = planted.baskets.flatMap((basket) => basket.canaries);
    const programs = ['agent-sh1', 'agent-sh2', 'agent-sh3', 'gateway-sh1', 'gateway-sh2', 'gateway-sh3'];
    const processes = await network.processes.names();
    await network.stop();
    let report: FolderReport;
    try {
      report = await scanFolder(config.dir, canaries);
    } finally {
      await network.restart();
    }
    const ownerOf = (place: string): Organisation | undefined =>
      organisations().find(({ peer }) => place.startsWith(relative(config.dir, peer.dataDir) + sep));
    const misplaced = report.findings.filter(({ canary, place }) => {
      const owner = ownerOf(place);
      if (owner === undefined) return !isMeters(place);
      return !planted.allowedTo(owner).has(canary);
    });
    expect(misplaced, 'canaries outside of their members’ stores').to.deep.equal([]);
    const logs = [...processes, ...programs, 'gateway-community'].map((name) => `${name}.log`);
    expect(report.files.map((file) => basename(file))).to.include.members(logs);
    for (const owner of organisations()) {
      const there = report.findings.filter(({ place }) => ownerOf(place) === owner);
      expect(new Set(there.map(({ canary }) => canary)), `canaries in ${owner.peer.name}`).to.deep.equal(
        planted.allowedTo(owner),
      );
      const databases = report.databases.filter(({ path }) => ownerOf(path) === owner);
      const stores = ['transientstore', 'pvtdataStore', 'stateLeveldb'];
      for (const store of stores) {
        expect(
          databases.some(({ path }) => path.endsWith(store)),
          `${store} of ${owner.peer.name}`,
        ).to.equal(true);
      }
    }
  });
});
