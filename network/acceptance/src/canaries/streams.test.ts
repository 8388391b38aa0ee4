import { expect } from 'chai';
import { encodeEssential, encodeExtended, type Organisation } from '@acequia/protocol';
import type { DeliveryKind } from '@acequia/protocol/fabric';
import { eventually } from '../harness/eventually.js';
import type { Member } from '../harness/Member.js';
import { suite } from '../harness/Suite.js';
import { readLedgerWindows } from '../kills/readLedgerWindows.js';
import { needlesOf } from './needlesOf.js';
import { NeedleScanner } from './NeedleScanner.js';
import { Planted } from './Planted.js';
import { streamPeer } from './streamPeer.js';

const KINDS: readonly DeliveryKind[] = ['blocks', 'filtered', 'private'];

describe('private data, planted in every home', () => {
  let planted: Planted;

  before(async () => {
    planted = await Planted.in(suite());
  });

  const openReader = async (reader: Organisation, peer: Organisation): Promise<Member> => {
    const member = await suite().members.open({
      mspId: reader.mspId,
      identity: 'user3',
      through: peer.mspId,
    });
    const { height } = planted;
    await eventually(`the blocks at ${peer.peer.name}`, async () => (await member.client.height()) >= height);
    return member;
  };

  it('no stream of any peer gives it to a user of an organisation that is not a member', async () => {
    const { baskets, height } = planted;
    const { organisations } = suite().network.description;
    const scanner = new NeedleScanner(baskets.flatMap(({ canaries }) => canaries.flatMap(needlesOf)));
    for (const reader of organisations) {
      for (const peer of organisations) {
        const member = await openReader(reader, peer);
        const mayHave = planted.allowedTo(reader);
        const has = planted.allowedTo(peer);
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

  it('the same scanner finds all that is sealed in readings once the community has opened it', async () => {
    const { community } = suite();
    const reader = { member: community.operator, keyring: community.keys.community };
    const canaries = planted.baskets.flatMap((basket) => basket.canaries);
    const scanner = new NeedleScanner(canaries.flatMap(needlesOf));
    const devices = await Promise.all(
      planted.baskets.map(({ homeId }) => community.operator.ledger.registry.listDevices({ homeId })),
    );
    const windows = await readLedgerWindows(
      reader,
      devices.flat().map(({ deviceId }) => deviceId),
    );
    const found = new Set<string>();
    for (const { payload, extended } of [...windows.values()].flat()) {
      for (const bytes of [encodeEssential(payload), encodeExtended(extended)]) {
        for (const { canary } of scanner.find(bytes)) found.add(canary.name);
      }
    }
    const ofReadings = canaries.filter(
      ({ name, isSealed }) => isSealed === true && / (?:register|amount|X)\b/.test(name),
    );
    expect(ofReadings).to.not.have.lengthOf(0);
    expect([...found]).to.include.members(ofReadings.map(({ name }) => name));
  });
});
