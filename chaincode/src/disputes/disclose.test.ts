import { generateX25519, openRecordKey, type DisputeSubject } from '@acequia/protocol';
import { expect } from 'chai';
import type { Community } from '../../test/Community.js';
import type { DisclosedWindow, DisputeScene } from '../../test/DisputeScene.js';
import { DisputeWorld } from '../../test/DisputeWorld.js';
import { expectCode } from '../../test/expectCode.js';

const MONTH = 30 * 86_400;

describe('disputes: disclose', () => {
  let world: DisputeWorld;
  let community: Community;
  let scene: DisputeScene;
  let origin: number;
  let first: DisclosedWindow;
  let second: DisclosedWindow;
  let subject: DisputeSubject;
  let bill: DisputeSubject;

  beforeEach(async () => {
    world = new DisputeWorld();
    await world.start();
    ({ community, scene, first, second, subject, bill } = world);
    ({ origin } = community);
  });

  const refused = (work: () => Promise<unknown>, code: string): Promise<void> => world.refused(work, code);

  it('hands the auditor a window’s key, which nobody else can open', async () => {
    await scene.open(subject);
    const receipt = await scene.disclose([first]);
    const { disputeId, domain, auditorKey } = scene;
    const key = `disclosure/${disputeId}/sh1-energy/0000000002/household`;
    const { sealedDek } = receipt.writes[key] as { readonly sealedDek: string };
    expect(receipt.writes).to.deep.equal({
      [key]: {
        disputeId,
        deviceId: 'sh1-energy',
        sequence: 2,
        revision: 0,
        auditorKeyVersion: 1,
        sealedDek,
        disclosedBy: 'household',
        disclosedAt: origin,
      },
    });
    expect(receipt.event).to.deep.equal({ name: 'RecordsDisclosed', payload: { disputeId } });
    const place = { domain, deviceId: 'sh1-energy', sequence: 2, purpose: disputeId };
    const dek = openRecordKey(Buffer.from(sealedDek, 'base64'), auditorKey.privateKey, place);
    expect(dek.toString('hex')).to.equal(first.dek);
  });

  it('stays among the home’s members, who may see the keys, and leaves none with them', async () => {
    await scene.open(subject);
    const { collections, privateWrites } = await scene.disclose([first], { by: community.operator });
    expect(collections).to.deep.equal(['SH1Collection']);
    expect(privateWrites).to.deep.equal({});
  });

  it('of a bill covers the home’s windows that start in its period, and no others', async () => {
    await scene.open(bill);
    const { writes } = await scene.disclose([first, second], { by: community.operator });
    expect(Object.keys(writes)).to.deep.equal([
      `disclosure/${scene.disputeId}/sh1-energy/0000000002/operator`,
      `disclosure/${scene.disputeId}/sh1-energy/0000000003/operator`,
    ]);
    await refused(() => scene.disclose([world.earlier]), 'WINDOW_NOT_DISPUTED');
    const next = await scene.window({ deviceId: 'sh1-energy', sequence: 4, start: origin + MONTH });
    await refused(() => scene.disclose([next]), 'WINDOW_NOT_DISPUTED');
    await refused(() => scene.disclose([first, world.foreign]), 'WINDOW_NOT_DISPUTED');
  });

  it('of a window covers that one alone', async () => {
    await scene.open(subject);
    await refused(() => scene.disclose([second]), 'WINDOW_NOT_DISPUTED');
    await refused(() => scene.disclose([first, second]), 'WINDOW_NOT_DISPUTED');
    await refused(() => scene.disclose([{ ...first, sequence: 9 }]), 'WINDOW_UNKNOWN');
  });

  it('takes no key but the one that the window commits to', async () => {
    await scene.open(bill);
    const flipped = first.dek.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    await refused(() => scene.disclose([first], { deks: [flipped] }), 'REVEAL_MISMATCH');
    await refused(() => scene.disclose([first], { deks: [second.dek] }), 'REVEAL_MISMATCH');
    const crossed = { deks: [second.dek, first.dek] };
    await refused(() => scene.disclose([first, second], crossed), 'REVEAL_MISMATCH');
    await refused(() => scene.disclose([first, second], { deks: [first.dek] }), 'REVEAL_MISMATCH');
    await refused(() => scene.disclose([first], { deks: [first.dek, second.dek] }), 'REVEAL_MISMATCH');
    for (const wrong of ['', 'ab', first.dek.toUpperCase().replace(/[0-9]/g, 'A')]) {
      await refused(() => scene.disclose([first], { deks: [wrong] }), 'INPUT_INVALID');
    }
  });

  it('never repeats a key in what it says', async () => {
    await scene.open(subject);
    const error = await expectCode(scene.disclose([first], { deks: [second.dek] }), 'REVEAL_MISMATCH');
    expect(error.message).not.to.contain(second.dek);
  });

  it('is sealed to a key that the auditor has', async () => {
    await scene.open(subject);
    await refused(() => scene.disclose([first], { auditorKeyVersion: 2 }), 'AUDITOR_KEY_UNKNOWN');
    await scene.publishAuditorKey(2, generateX25519());
    await community.ledger.run(community.auditor, 'keys', 'destroyOperationKey', { version: 1 });
    await refused(() => scene.disclose([first]), 'AUDITOR_KEY_DESTROYED');
    await scene.disclose([first], { auditorKeyVersion: 2 });
  });

  it('has a place for each side, which that side alone fills again', async () => {
    await scene.open(subject);
    await scene.disclose([first], { by: community.operator });
    await scene.disclose([first]);
    community.pass(60);
    const again = await scene.window({ ...first, start: origin, revision: 1 });
    const { writes } = await scene.disclose([again]);
    const key = `disclosure/${scene.disputeId}/sh1-energy/0000000002/household`;
    expect(writes[key]).to.include({ revision: 1, disclosedAt: origin + 60 });
    await refused(() => scene.disclose([first]), 'REVEAL_MISMATCH');
    await refused(() => scene.disclose([again, again]), 'RECORD_REUSED');
  });

  it('is for the home and the community, in a dispute that there is', async () => {
    await refused(() => scene.disclose([first]), 'DISPUTE_UNKNOWN');
    await scene.open(subject);
    await refused(() => scene.disclose([first], { by: community.neighbour }), 'HOME_DENIED');
    await refused(() => scene.disclose([first], { by: community.auditor }), 'ROLE_DENIED');
  });

  it('ends with the finding', async () => {
    await scene.open(subject);
    await scene.find();
    await refused(() => scene.disclose([first]), 'DISPUTE_DECIDED');
    await scene.close();
    await refused(() => scene.disclose([first]), 'DISPUTE_DECIDED');
  });
});
