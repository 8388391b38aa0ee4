import {
  EPOCH_NOTES_LENGTH,
  EPOCH_SECONDS,
  generateX25519,
  random16Hex,
  sealRecord,
  type Dataset,
  type Epoch,
} from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import { expectRefused } from '../../test/expectRefused.js';
import type { Receipt } from '../../test/Receipt.js';
import { TEST_DOMAIN } from '../../test/TEST_DOMAIN.js';
import { testEpoch } from '../../test/testEpoch.js';

const HOUR = 3600;

describe('epochs', () => {
  let community: Community;
  let origin: number;
  beforeEach(async () => {
    community = new Community();
    ({ origin } = community);
    await community.start();
    await community.publishKey();
  });

  const publish = (epochs: readonly Epoch[], homeId = 'SH1'): Promise<Receipt> => {
    const by = homeId === 'SH1' ? community.household : community.neighbour;
    return community.ledger.run(by, 'keys', 'publishEpochs', { homeId, epochs });
  };
  const make = (epoch: number, start: number, homeId = 'SH1'): Epoch =>
    testEpoch(homeId, epoch, start, community.communityKey);
  const get = async (epoch?: number): Promise<unknown> => {
    const request = { homeId: 'SH1', ...(epoch !== undefined && { epoch }) };
    return (await community.ledger.run(community.neighbour, 'keys', 'getEpoch', request)).result;
  };
  const refused = async (work: () => Promise<unknown>, code: string): Promise<void> => {
    await expectRefused(community.ledger, work, code);
  };
  const notes = (dataset: Dataset, homeId: string, epoch: number): string => {
    const [start, end] = [origin, origin + EPOCH_SECONDS];
    const header = { homeId, deviceTag: '0'.repeat(16), epoch, sequence: 0, start, end };
    const sealed = sealRecord(
      Buffer.alloc(32, 1),
      { ...header, dataset, salt: random16Hex() },
      TEST_DOMAIN,
      Buffer.alloc(EPOCH_NOTES_LENGTH),
    );
    return sealed.toString('base64');
  };

  it('begin with number 1, and follow on the grid', async () => {
    const first = make(1, origin);
    const { writes, event, ranges } = await publish([first]);
    const publishedAt = community.now;
    expect(writes).to.deep.equal({
      'epoch/SH1/0000000001': { homeId: 'SH1', ...first, publishedAt },
      'latestEpoch/SH1': { homeId: 'SH1', epoch: 1 },
    });
    expect(event).to.deep.equal({ name: 'EpochsPublished', payload: { homeId: 'SH1', from: 1, to: 1 } });
    expect(ranges).to.deep.equal([]);
    community.pass(6 * HOUR);
    const next = await publish([make(2, origin + 6 * HOUR)]);
    expect(next.writes).to.have.all.keys('epoch/SH1/0000000002', 'latestEpoch/SH1');
    expect(await get(1)).to.deep.equal({ homeId: 'SH1', ...first, publishedAt });
    expect(await get()).to.deep.include({ epoch: 2 });
  });

  it('come several at once after an outage, some of the grid left out', async () => {
    community.pass(30 * HOUR);
    const epochs = [make(1, origin), make(2, origin + 12 * HOUR), make(3, origin + 30 * HOUR)];
    const { writes, event } = await publish(epochs);
    expect(writes).to.have.all.keys(
      'epoch/SH1/0000000001',
      'epoch/SH1/0000000002',
      'epoch/SH1/0000000003',
      'latestEpoch/SH1',
    );
    expect(event?.payload).to.deep.equal({ homeId: 'SH1', from: 1, to: 3 });
  });

  it('revoke the one before when they start before it ends, be it a rotation or a revocation', async () => {
    await publish([make(1, origin)]);
    community.pass(HOUR);
    const { writes } = await publish([make(2, origin + HOUR)]);
    const revocation = { homeId: 'SH1', epoch: 1, revokedAt: community.now };
    expect(writes).to.have.all.keys(
      'epochRevocation/SH1/0000000001',
      'epoch/SH1/0000000002',
      'latestEpoch/SH1',
    );
    expect(writes['epochRevocation/SH1/0000000001']).to.deep.equal(revocation);
    expect(await get(1)).to.deep.include({ epoch: 1, revokedAt: community.now });
    expect(await get(2)).not.to.have.property('revokedAt');
    // Twice in a row, also at the same second and in one transaction.
    await publish([make(3, origin + HOUR), make(4, origin + HOUR)]);
    for (const epoch of [2, 3]) expect(await get(epoch)).to.have.property('revokedAt');
    expect(await get()).to.deep.include({ epoch: 4 });
  });

  describe('are refused', () => {
    it('with gaps, and numbers that are taken', async () => {
      const first = make(1, origin);
      await refused(() => publish([make(2, origin)]), 'EPOCH_GAP');
      await publish([first]);
      await refused(() => publish([first]), 'EPOCH_EXISTS');
      await refused(() => publish([make(1, origin)]), 'EPOCH_GAP');
      await refused(() => publish([make(3, origin)]), 'EPOCH_GAP');
      await refused(() => publish([make(2, origin), make(4, origin)]), 'EPOCH_GAP');
      await refused(() => publish([make(2, origin), make(2, origin)]), 'EPOCH_GAP');
      await publish([make(1, origin, 'SH2')], 'SH2');
    });

    it('that start before the one before does', async () => {
      community.pass(HOUR);
      await publish([make(1, origin + HOUR)]);
      await refused(() => publish([make(2, origin + HOUR - 1)]), 'EPOCH_OVERLAP');
      await refused(() => publish([make(2, origin - HOUR)]), 'EPOCH_OVERLAP');
    });

    it('that start more than a minute ahead of the ledger', async () => {
      await refused(() => publish([make(1, origin + 61)]), 'EPOCH_IN_FUTURE');
      await publish([make(1, origin + 60)]);
      await refused(() => publish([make(2, origin + 6 * HOUR)]), 'EPOCH_IN_FUTURE');
    });

    it('off the grid, or not of the one length', async () => {
      const epoch = make(1, origin);
      const { wraps } = epoch;
      for (const wrong of [
        { ...epoch, end: epoch.end - 1 },
        { ...epoch, end: epoch.end + EPOCH_SECONDS },
        { ...epoch, wraps: { ...wraps, second: wraps.community } },
        { ...epoch, wraps: { community: wraps.community } },
        { ...epoch, notes: epoch.notes.slice(4) },
        { ...epoch, anchor: undefined },
        { ...epoch, more: 1 },
      ]) {
        const given = JSON.parse(JSON.stringify(wrong)) as Epoch;
        await refused(() => publish([given]), 'INPUT_INVALID');
      }
      await refused(() => publish([]), 'INPUT_INVALID');
    });

    it('wrapped to another than the community’s newest key', async () => {
      const old = make(1, origin);
      const publicKey = generateX25519().publicKey;
      const request = { version: 2, publicKey: publicKey.toString('base64') };
      const newer = testEpoch('SH1', 1, origin, { version: 2, publicKey });
      await refused(() => publish([newer]), 'COMMUNITY_KEY_UNKNOWN');
      await community.ledger.run(community.operator, 'keys', 'publishOperationKey', request);
      await refused(() => publish([old]), 'COMMUNITY_KEY_OLD');
      await refused(() => publish([newer, make(2, origin)]), 'COMMUNITY_KEY_OLD');
      await publish([newer]);
    });

    it('before the community has a key', async () => {
      const fresh = new Community();
      await fresh.start();
      const epochs = [make(1, origin)];
      const work = fresh.ledger.run(fresh.household, 'keys', 'publishEpochs', { homeId: 'SH1', epochs });
      await expectCode(work, 'COMMUNITY_KEY_UNKNOWN');
    });

    it('with notes that are no sealed record of that home and epoch', async () => {
      const epoch = make(1, origin);
      const others = [
        notes('essential', 'SH1', 1),
        notes('audit', 'SH2', 1),
        notes('audit', 'SH1', 2),
        Buffer.alloc(EPOCH_NOTES_LENGTH + 106, 7).toString('base64'),
      ];
      for (const each of others) {
        await refused(() => publish([{ ...epoch, notes: each }]), 'EPOCH_NOTES_INVALID');
      }
      await publish([{ ...epoch, notes: notes('audit', 'SH1', 1) }]);
    });

    it('of another home', async () => {
      const { ledger, household, operator } = community;
      const request = { homeId: 'SH2', epochs: [make(1, origin, 'SH2')] };
      await refused(() => ledger.run(household, 'keys', 'publishEpochs', request), 'HOME_DENIED');
      await refused(() => ledger.run(operator, 'keys', 'publishEpochs', request), 'ROLE_DENIED');
      // The notes name the home that they were sealed for.
      const stolen = { homeId: 'SH1', epochs: [make(1, origin, 'SH2')] };
      await refused(() => ledger.run(household, 'keys', 'publishEpochs', stolen), 'EPOCH_NOTES_INVALID');
    });
  });

  it('are told as unknown where there are none', async () => {
    await expectCode(get(), 'EPOCH_UNKNOWN');
    await expectCode(get(1), 'EPOCH_UNKNOWN');
    await publish([make(1, origin)]);
    await expectCode(get(2), 'EPOCH_UNKNOWN');
  });
});
