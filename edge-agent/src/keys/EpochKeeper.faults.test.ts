import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError, EPOCH_SECONDS, generateX25519, unwrapForDelegatee } from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { DOMAIN } from '../../test/FileLedger.js';
import { homeKeysOn } from '../../test/homeKeysOn.js';
import { CELL, KeysScene } from '../../test/KeysScene.js';
import { waitFor } from '../../test/waitFor.js';
import { draftEpoch } from './draftEpoch.js';
import { noGuests } from './noGuests.js';

describe('EpochKeeper, with a ledger that fails, lags or lies', () => {
  let scene: KeysScene;

  beforeEach(async () => {
    scene = await KeysScene.open();
  });
  afterEach(async () => {
    await scene.close();
  });

  it('answers who asked for a new epoch although drawing it up failed at first', async () => {
    const { ledger, codes } = scene;
    const keys = await scene.start();
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    ledger.publishCommunityKey(Buffer.alloc(32));
    const renewed = keys.keeper.renew('revocation');
    await waitFor('SEALING_KEY_INVALID', () => codes.includes('SEALING_KEY_INVALID'));
    ledger.publishCommunityKey(generateX25519().publicKey);
    expect((await renewed).record).to.include({ epoch: 2, communityKeyVersion: 3 });
    expect(ledger.epochs[0]).to.have.property('revokedAt');
  });

  it('publishes no draft for a delegatee whose delegation ended while the ledger was away', async () => {
    const { ledger, timer } = scene;
    const { publicKey, privateKey } = generateX25519();
    const delegationId = 'ab'.repeat(16);
    const delegatee = { delegationId, homeId: 'SH2', publicKey: publicKey.toString('base64') };
    let isEnded = false;
    const keys = await scene.start({
      ...noGuests,
      delegateeFor: async (from) => Promise.resolve(from > CELL && !isEnded ? delegatee : undefined),
    });
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    let isAway = true;
    ledger.refuseEpochs = () => {
      if (isAway) throw new CodedError('LEDGER_UNAVAILABLE', 'away');
    };
    timer.set(CELL + EPOCH_SECONDS);
    await waitFor('a draft', () => keys.keyring.drafts.some((draft) => draft.delegatee !== undefined));
    isEnded = true;
    const renewed = keys.keeper.renew('revocation');
    isAway = false;
    await renewed;
    for (const { epoch, wraps } of ledger.epochs) {
      const wrap = Buffer.from(wraps.second, 'base64');
      const place = { domain: DOMAIN, homeId: 'SH1', epoch };
      expect(() => unwrapForDelegatee(wrap, privateKey, delegationId, place)).to.throw('KEY_WRAP_BROKEN');
    }
  });

  it('tells its guests of a whole batch that a crash cut in two while it was kept', async () => {
    const { timer } = scene;
    const first = await scene.start();
    await waitFor('an epoch', () => first.keyring.sealing.length === 1);
    timer.set(CELL + 3 * EPOCH_SECONDS);
    await waitFor('three more epochs', () => first.keyring.sealing.length === 4);
    await first.stop();
    const late = first.keyring.sealing.slice(2);
    await first.keyring.keep(late.map((epoch) => ({ ...epoch, state: 'drafted' })));
    const told: number[] = [];
    await scene.start({
      ...noGuests,
      published: async ({ record }) => {
        told.push(record.epoch);
        return Promise.resolve();
      },
    });
    await waitFor('the last', () => told.includes(4));
    expect(told).to.deep.equal([2, 3, 4]);
  });

  it('keeps an epoch that a peer does not know yet, and one that nobody revoked', async () => {
    const { ledger, codes } = scene;
    const keys = await scene.start();
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    const { getEpoch } = ledger.keys;
    ledger.keys.getEpoch = async () => Promise.reject(new CodedError('EPOCH_UNKNOWN', 'behind'));
    await keys.keeper.doubt(1);
    await waitFor('KEYRING_AHEAD', () => codes.includes('KEYRING_AHEAD'));
    ledger.keys.getEpoch = getEpoch;
    await keys.keeper.doubt(1);
    await sleep(80);
    expect([keys.keyring.sealing.length, ledger.epochs.length]).to.deep.equal([1, 1]);
  });

  it('draws up anew what was sealed to a key of the community that there is not', async () => {
    const { ledger, codes } = scene;
    const { getOperationKey } = ledger.keys;
    ledger.keys.getOperationKey = async (request) => {
      const publicKey = generateX25519().publicKey.toString('base64');
      return request.owner === 'community'
        ? Promise.resolve({ owner: 'community', version: 99, publicKey, publishedAt: 0 })
        : getOperationKey(request);
    };
    const told = new Set<string>();
    ledger.refuseEpochs = ([first]) => {
      told.add(first?.commitments.essential ?? '');
      if (first?.communityKeyVersion === 99) throw new CodedError('COMMUNITY_KEY_UNKNOWN', 'no such key');
    };
    const keys = await scene.start();
    await waitFor('COMMUNITY_KEY_UNKNOWN', () => codes.includes('COMMUNITY_KEY_UNKNOWN'));
    ledger.keys.getOperationKey = getOperationKey;
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    // The keys that somebody else was given seal nothing.
    expect([...told].indexOf(ledger.epochs[0]?.commitments.essential ?? '')).to.be.greaterThan(0);
  });

  it('seals to no key that was put in the place of one of the community’s', async () => {
    const { ledger, timer, codes, events } = scene;
    let keys = await scene.start();
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    await keys.stop();
    const { getOperationKey } = ledger.keys;
    const other = generateX25519().publicKey.toString('base64');
    const substituted: number[] = [];
    events.on('communityKeySubstituted', ({ version }) => substituted.push(version));
    ledger.keys.getOperationKey = async (request) => {
      const record = await getOperationKey(request);
      return record.owner === 'community' && record.version === 1 ? { ...record, publicKey: other } : record;
    };
    timer.set(CELL + EPOCH_SECONDS);
    keys = await scene.start();
    await waitFor('COMMUNITY_KEY_SUBSTITUTED', () => codes.includes('COMMUNITY_KEY_SUBSTITUTED'));
    // Nor when a new version comes with it.
    ledger.publishCommunityKey(generateX25519().publicKey);
    codes.length = 0;
    await waitFor('COMMUNITY_KEY_SUBSTITUTED', () => codes.includes('COMMUNITY_KEY_SUBSTITUTED'));
    expect(ledger.epochs.length).to.equal(1);
    expect(new Set(substituted)).to.deep.equal(new Set([1]));
    ledger.keys.getOperationKey = getOperationKey;
    await waitFor('another epoch', () => ledger.epochs.length === 2);
    expect(ledger.epochs[1]?.communityKeyVersion).to.equal(2);
  });

  it('waits for a peer that knows an older key of the community only', async () => {
    const { ledger, codes } = scene;
    const keys = await scene.start();
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    ledger.publishCommunityKey(generateX25519().publicKey);
    await keys.keeper.renew('rotation');
    const { getOperationKey } = ledger.keys;
    ledger.keys.getOperationKey = async (request) =>
      getOperationKey(request.owner === 'community' ? { version: 1, ...request } : request);
    const renewed = keys.keeper.renew('rotation');
    await waitFor('COMMUNITY_KEY_BEHIND', () => codes.includes('COMMUNITY_KEY_BEHIND'));
    ledger.keys.getOperationKey = getOperationKey;
    expect((await renewed).record.communityKeyVersion).to.equal(2);
  });

  it('begins no more than eight epochs in a cell for what others say, and as many as the home wants', async () => {
    const { ledger, timer } = scene;
    const keys = await scene.start();
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    let code = '';
    while (code === '' && ledger.epochs.length < 20) {
      await keys.keeper.renew('complaint').catch((error: unknown) => {
        code = error instanceof CodedError ? error.code : 'another';
      });
    }
    expect([code, ledger.epochs.length]).to.deep.equal(['EPOCHS_EXHAUSTED', 8]);
    // A peer that calls each epoch revoked gets no other one either.
    await keys.keeper.distrust(8);
    await keys.keeper.doubt(7);
    await sleep(50);
    expect(ledger.epochs.length).to.equal(8);
    expect((await keys.keeper.renew('revocation')).record.epoch).to.equal(9);
    timer.set(CELL + EPOCH_SECONDS);
    await waitFor('another epoch', () => ledger.epochs.length === 10);
    expect((await keys.keeper.renew('complaint')).record.epoch).to.equal(11);
  });

  it('knows the newest epoch when one of long ago is given up', async () => {
    const { ledger, timer, folder } = scene;
    const keys = homeKeysOn({ folder, ledger, timer });
    const draft = draftEpoch({
      homeId: 'SH1',
      domain: DOMAIN,
      span: { epoch: 1, start: CELL, end: CELL + EPOCH_SECONDS },
      requestId: 'cd'.repeat(16),
      communityKey: { version: 1, publicKey: generateX25519().publicKey.toString('base64') },
      notes: { version: 1, receipts: [], acknowledged: [] },
    });
    const numbered = Array.from({ length: 402 }, (_, index): HomeEpoch => {
      return { ...draft, state: 'published', record: { ...draft.record, epoch: index + 1 } };
    });
    await keys.keyring.keep(numbered);
    await keys.keeper.distrust(1);
    expect(keys.keyring.latest?.record.epoch).to.equal(402);
    expect((await keys.keyring.epoch(1))?.state).to.equal('revoked');
  });
});
