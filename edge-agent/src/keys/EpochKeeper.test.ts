import { join } from 'node:path';
import {
  CodedError,
  EPOCH_SECONDS,
  epochRecordSchema,
  generateX25519,
  unwrapForCommunity,
} from '@acequia/protocol';
import { expect } from 'chai';
import { DOMAIN } from '../../test/FileLedger.js';
import { CELL, KeysScene } from '../../test/KeysScene.js';
import { waitFor } from '../../test/waitFor.js';
import { noGuests } from './noGuests.js';

const HOUR = 3600;

describe('EpochKeeper', () => {
  let scene: KeysScene;

  beforeEach(async () => {
    scene = await KeysScene.open();
  });
  afterEach(async () => {
    await scene.close();
  });

  it('publishes an epoch for each cell of the grid as its time comes, what was missed in one transaction', async () => {
    const keys = await scene.start();
    await waitFor('an epoch', () => scene.ledger.epochs.length === 1);
    scene.timer.set(CELL + EPOCH_SECONDS);
    await waitFor('more epochs', () => scene.ledger.epochs.length === 2);
    await waitFor('more epochs', () => keys.keyring.sealing.length === 2);
    const rounds: number[] = [];
    scene.events.on('epochs', ({ from, to }) => rounds.push(to - from + 1));
    scene.timer.set(CELL + 5 * EPOCH_SECONDS + HOUR);
    await waitFor('more epochs', () => keys.keyring.sealing.length === 6);
    expect(rounds).to.deep.equal([4]);
    expect(scene.spans()).to.deep.equal(
      [0, 1, 2, 3, 4, 5].map((cell) => [cell + 1, cell * EPOCH_SECONDS, (cell + 1) * EPOCH_SECONDS]),
    );
    for (const record of scene.ledger.epochs) {
      expect(epochRecordSchema.parse(record)).to.deep.equal(record);
      const place = { domain: DOMAIN, homeId: 'SH1', epoch: record.epoch };
      const wrap = Buffer.from(record.wraps.community, 'base64');
      const opened = unwrapForCommunity(wrap, scene.community.privateKey, 1, place);
      const kept = await keys.keyring.epoch(record.epoch);
      expect(opened.essential.toString('base64')).to.equal(kept?.keys.essential);
    }
  });

  it('leaves out cells that take no records any more', async () => {
    const keys = await scene.start();
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    scene.timer.set(CELL + 40 * EPOCH_SECONDS + HOUR);
    await waitFor('more epochs', () => keys.keyring.sealing.length > 1);
    const starts = scene.spans().map(([, from]) => (from ?? 0) / EPOCH_SECONDS);
    expect(starts).to.deep.equal([0, ...Array.from({ length: 13 }, (_, index) => 28 + index)]);
    expect(scene.spans().map(([epoch]) => epoch)).to.deep.equal(
      Array.from({ length: 14 }, (_, index) => index + 1),
    );
  });

  it('begins a new epoch at once when asked, whose predecessor seals no more', async () => {
    const keys = await scene.start();
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    scene.timer.set(CELL + 2 * HOUR);
    const renewed = await Promise.all([keys.keeper.renew('revocation'), keys.keeper.renew('rotation')]);
    expect(renewed.map(({ record }) => record.epoch)).to.satisfy(
      ([first, second]: number[]) => first === 2 && (second === 2 || second === 3),
    );
    expect(scene.ledger.epochs[0]?.revokedAt).to.equal(CELL + 2 * HOUR);
    expect(keys.keyring.sealing.map(({ record }) => record.epoch)).not.to.include(1);
    expect((await keys.keyring.epoch(1))?.state).to.equal('revoked');
  });

  it('draws new keys for a new key of the community, and uses none of the refused draft', async () => {
    const keys = await scene.start();
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    const drafted: string[] = [];
    let isFirst = true;
    scene.ledger.refuseEpochs = (epochs) => {
      drafted.push(...epochs.map(({ commitments }) => commitments.essential));
      if (isFirst) scene.ledger.publishCommunityKey(generateX25519().publicKey);
      isFirst = false;
    };
    const renewed = await keys.keeper.renew('rotation');
    expect(scene.codes).to.deep.equal(['COMMUNITY_KEY_OLD']);
    expect(renewed.record.communityKeyVersion).to.equal(2);
    expect(new Set(drafted).size).to.equal(2);
    expect(scene.ledger.epochs.map(({ commitments }) => commitments.essential)).not.to.include(drafted[0]);
  });

  it('publishes the very epoch that was drafted before a crash, whether or not the ledger had it', async () => {
    for (const isTaken of [false, true]) {
      const before = scene.ledger.epochs.length;
      const dying = await scene.start();
      await waitFor(
        'an epoch and no drafts',
        () => dying.keyring.drafts.length === 0 && scene.ledger.epochs.length > 0,
      );
      await dying.stop();
      const away = new CodedError('LEDGER_UNAVAILABLE', 'away');
      // An answer stays out until the agent is being stopped: asked a second time, the ledger would say that it is done.
      const unanswered: (() => void)[] = [];
      if (isTaken)
        scene.ledger.answerKeys = () =>
          new Promise((_, reject) => {
            unanswered.push(() => {
              reject(away);
            });
          });
      else
        scene.ledger.refuseEpochs = () => {
          throw away;
        };
      scene.timer.set(scene.timer.now() + EPOCH_SECONDS);
      const killed = await scene.start();
      await waitFor(
        'the ledger to fail',
        () => unanswered.length > 0 || scene.codes.includes('LEDGER_UNAVAILABLE'),
      );
      const [draft, ...others] = killed.keyring.drafts;
      expect([draft?.state, others]).to.deep.equal(['drafted', []]);
      const stopped = killed.stop();
      for (const lose of unanswered) lose();
      await stopped;
      scene.ledger.answerKeys = async () => Promise.resolve();
      scene.ledger.refuseEpochs = () => undefined;
      const again = await scene.start();
      await waitFor(
        'the draft to be published',
        () => again.keyring.drafts.length === 0 && again.keyring.latest?.state === 'published',
      );
      expect(again.keyring.latest?.record).to.deep.equal(draft?.record);
      expect(scene.ledger.epochs.at(-1)?.commitments).to.deep.equal(draft?.record.commitments);
      expect(scene.ledger.epochs.length).to.be.greaterThan(before);
      await again.stop();
      scene.codes.length = 0;
    }
  });

  it('goes on after epochs whose keys it lost, with a new one at once', async () => {
    const first = await scene.start();
    await waitFor('an epoch', () => first.keyring.sealing.length === 1);
    await first.keeper.renew('rotation');
    await first.stop();
    scene.timer.set(CELL + 3 * HOUR);
    const lost = await scene.start(noGuests, join(scene.folder, 'new'));
    await waitFor('an epoch', () => lost.keyring.sealing.length === 1);
    expect(scene.spans().at(-1)).to.deep.equal([3, 3 * HOUR, EPOCH_SECONDS]);
    expect(scene.ledger.epochs[1]?.revokedAt).to.equal(CELL + 3 * HOUR);
    await lost.epochs.choose([{ start: CELL, end: CELL + 2 * HOUR }]);
    // And the operation key, of which the private half is gone.
    await waitFor('the newest epoch', () => lost.keyring.latest !== undefined);
    await waitFor('a new one', async () => (await lost.keyring.operationSecrets()).length > 0);
    expect((await lost.keyring.operationSecrets()).map(({ version }) => version)).to.deep.equal([2]);
  });
});
