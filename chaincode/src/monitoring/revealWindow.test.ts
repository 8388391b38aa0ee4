import {
  encodeEssential,
  generateX25519,
  openRecordKey,
  openRecordWithDek,
  sealRecordKey,
} from '@acequia/protocol';
import { expect } from 'chai';
import { ComplaintScene, DEVICE } from '../../test/ComplaintScene.js';
import type { Receipt } from '../../test/Receipt.js';
import { TEST_DOMAIN } from '../../test/TEST_DOMAIN.js';

describe('revealWindow', () => {
  let scene: ComplaintScene;
  beforeEach(async () => {
    scene = new ComplaintScene();
    await scene.start();
  });

  const communityKey = generateX25519();
  const reveal = (
    sequence: number,
    dek: string,
    changes: Readonly<Record<string, unknown>> = {},
  ): Promise<Receipt> => {
    const place = { domain: TEST_DOMAIN, deviceId: DEVICE, sequence, purpose: 'complaint' };
    const sealed = sealRecordKey(Buffer.from(dek, 'hex'), communityKey.publicKey, place);
    const request = {
      deviceId: DEVICE,
      sequence,
      communityKeyVersion: 1,
      sealedDek: sealed.toString('base64'),
      ...changes,
    };
    return scene.community.ledger.run(scene.community.household, 'monitoring', 'revealWindow', request, {
      dek,
    });
  };

  it('hands over a key that opens the record, sealed; the key itself is in no write', async () => {
    await scene.complain([1]);
    const { dek, window, payload } = scene.windowOf(1);
    const { writes, collections, event } = await reveal(1, dek);
    const record = writes[`reveal/${DEVICE}/0000000001`] as { readonly sealedDek: string };
    expect(writes).to.deep.equal({
      [`reveal/${DEVICE}/0000000001`]: {
        deviceId: DEVICE,
        sequence: 1,
        communityKeyVersion: 1,
        sealedDek: record.sealedDek,
        revision: 0,
        revealedAt: scene.community.now,
      },
    });
    expect(JSON.stringify(writes)).not.to.contain(dek);
    expect(collections).to.deep.equal(['SH1Collection']);
    expect(event).to.equal(undefined);
    const place = { domain: TEST_DOMAIN, deviceId: DEVICE, sequence: 1, purpose: 'complaint' };
    const opened = openRecordKey(Buffer.from(record.sealedDek, 'base64'), communityKey.privateKey, place);
    const essential = Buffer.from(window.essential, 'base64');
    expect(openRecordWithDek(opened, essential, TEST_DOMAIN)).to.deep.equal(encodeEssential(payload));
    expect(await scene.standing()).to.deep.equal([]);
  });

  it('refuses a key that is not the one committed to, and never repeats it', async () => {
    const other = scene.windowOf(2).dek;
    const error = await scene.refused(() => reveal(1, other), 'REVEAL_MISMATCH');
    expect(error.message).not.to.contain(other);
    await scene.refused(() => reveal(1, '0'.repeat(64)), 'REVEAL_MISMATCH');
  });

  it('takes a sealed key of its one length', async () => {
    const { dek } = scene.windowOf(1);
    for (const length of [79, 81]) {
      const sealedDek = Buffer.alloc(length, 1).toString('base64');
      await scene.refused(() => reveal(1, dek, { sealedDek }), 'INPUT_INVALID');
    }
  });

  it('refuses old and unknown keys of the community, repetition, and windows that are decided on', async () => {
    const { dek } = scene.windowOf(1);
    await scene.refused(() => reveal(1, dek, { communityKeyVersion: 2 }), 'COMMUNITY_KEY_UNKNOWN');
    const publicKey = generateX25519().publicKey.toString('base64');
    const { ledger, operator } = scene.community;
    await ledger.run(operator, 'keys', 'publishOperationKey', { version: 2, publicKey });
    await scene.refused(() => reveal(1, dek), 'COMMUNITY_KEY_OLD');
    await reveal(1, dek, { communityKeyVersion: 2 });
    await scene.refused(() => reveal(1, dek, { communityKeyVersion: 2 }), 'REVEAL_EXISTS');
    await scene.refused(() => reveal(4, dek), 'WINDOW_UNKNOWN');
    await scene.decide(2);
    await scene.refused(
      () => reveal(2, scene.windowOf(2).dek, { communityKeyVersion: 2 }),
      'DECISION_EXISTS',
    );
  });

  it('of a revision says nothing of the next', async () => {
    await scene.complain([1]);
    await reveal(1, scene.windowOf(1).dek);
    const again = scene.community.meter.reseal(scene.windowOf(1));
    await scene.republish(again);
    await scene.refused(() => reveal(1, scene.windowOf(1).dek), 'REVEAL_MISMATCH');
    const { writes } = await reveal(1, again.dek);
    expect(writes[`reveal/${DEVICE}/0000000001`]).to.deep.include({ revision: 1 });
  });
});
