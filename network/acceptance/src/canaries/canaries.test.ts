import { basename, relative, sep } from 'node:path';
import { expect } from 'chai';
import type { Organisation } from '@acequia/protocol';
import type { DeliveryKind } from '@acequia/protocol/fabric';
import { eventually } from '../harness/eventually.js';
import type { Member } from '../harness/Member.js';
import { suite } from '../harness/Suite.js';
import type { CanaryBasket } from './CanaryBasket.js';
import type { FolderReport } from './FolderReport.js';
import { needlesOf } from './needlesOf.js';
import { NeedleScanner } from './NeedleScanner.js';
import { plantCanaries } from './plantCanaries.js';
import { runPlanted, type OwnFolder } from './runPlanted.js';
import { scanFolder } from './scanFolder.js';
import { streamPeer } from './streamPeer.js';

const KINDS: readonly DeliveryKind[] = ['blocks', 'filtered', 'private'];

describe('private data, planted in every home', function () {
  this.timeout(180_000);
  let baskets: readonly CanaryBasket[];
  let ownFolders: readonly OwnFolder[];
  let height: number;

  before(async () => {
    const { community } = suite();
    baskets = await plantCanaries(community);
    ownFolders = await runPlanted(suite(), baskets);
    height = await community.operator.client.height();
  });

  const organisations = (): readonly Organisation[] => suite().network.description.organisations;

  const namesOf = (chosen: readonly CanaryBasket[]): Set<string> =>
    new Set(chosen.flatMap(({ canaries }) => canaries.map(({ name }) => name)));

  /** The names of the canaries that an organisation may see. */
  const allowedTo = ({ kind, homeId }: Organisation): Set<string> => {
    return namesOf(baskets.filter((basket) => kind === 'community' || basket.homeId === homeId));
  };

  /** The names of the canaries that a home's or the community's own program may keep at a place. */
  const ownCanaries = (place: string): Set<string> => {
    const { dir } = suite().config;
    const own = ownFolders.filter(({ folder }) => place.startsWith(relative(dir, folder) + sep));
    const homes = own.flatMap((folder) => folder.homes);
    return namesOf(baskets.filter(({ homeId }) => homes.includes(homeId)));
  };

  const openReader = async (reader: Organisation, peer: Organisation): Promise<Member> => {
    const member = await suite().members.open({
      mspId: reader.mspId,
      identity: 'user3',
      through: peer.mspId,
    });
    await eventually(`the blocks at ${peer.peer.name}`, async () => (await member.client.height()) >= height);
    return member;
  };

  it('no stream of any peer gives it to a user of an organisation that is not a member', async () => {
    const scanner = new NeedleScanner(baskets.flatMap(({ canaries }) => canaries.flatMap(needlesOf)));
    for (const reader of organisations()) {
      for (const peer of organisations()) {
        const member = await openReader(reader, peer);
        const mayHave = allowedTo(reader);
        const has = allowedTo(peer);
        for (const kind of KINDS) {
          const { messages, found } = await streamPeer(member, kind, height, scanner);
          const stream = `${kind} from ${peer.peer.name} for ${reader.mspId}`;
          expect(messages, `messages of ${stream}`).to.equal(height);
          // To members the peer gives everything that it has itself: the positive control of the same scanner.
          const due = kind === 'private' ? [...mayHave].filter((name) => has.has(name)) : [];
          expect([...found], `canaries in ${stream}`).to.have.members(due);
        }
        member.close();
      }
    }
  });

  it('no file, database or log outside of its members’ own holds it, and their peers’ do', async () => {
    const { network, config } = suite();
    const canaries = baskets.flatMap((basket) => basket.canaries);
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
      const allowed = owner === undefined ? ownCanaries(place) : allowedTo(owner);
      return !allowed.has(canary);
    });
    expect(misplaced, 'canaries outside of their members’ stores').to.deep.equal([]);
    const logs = [...processes, ...programs, 'gateway-community'].map((name) => `${name}.log`);
    expect(report.files.map((file) => basename(file))).to.include.members(logs);
    for (const owner of organisations()) {
      const there = report.findings.filter(({ place }) => ownerOf(place) === owner);
      expect(new Set(there.map(({ canary }) => canary)), `canaries in ${owner.peer.name}`).to.deep.equal(
        allowedTo(owner),
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
