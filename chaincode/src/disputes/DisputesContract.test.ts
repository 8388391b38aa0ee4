import {
  findingSchema,
  disputeReasonSchema,
  hashCanonical,
  openDocument,
  random16Hex,
  type DisputeSubject,
} from '@acequia/protocol';
import { expect } from 'chai';
import type { Community } from '../../test/Community.js';
import type { DisputeScene } from '../../test/DisputeScene.js';
import { DisputeWorld } from '../../test/DisputeWorld.js';
import { expectCode } from '../../test/expectCode.js';
import type { Receipt } from '../../test/Receipt.js';
import { TestIdentity } from '../../test/TestIdentity.js';

const NOTE = 'C-2016-09-SH1';

describe('disputes', () => {
  let world: DisputeWorld;
  let community: Community;
  let scene: DisputeScene;
  let origin: number;
  let subject: DisputeSubject;
  let bill: DisputeSubject;

  beforeEach(async () => {
    world = new DisputeWorld();
    await world.start();
    ({ community, scene, subject, bill } = world);
    ({ origin } = community);
  });

  const refused = (work: () => Promise<unknown>, code: string): Promise<void> => world.refused(work, code);
  const written = (receipt: Receipt, key: string): unknown => receipt.writes[key];
  const disputeKey = (): string => `dispute/${scene.disputeId}`;
  const opened = (about: DisputeSubject, openedBy: string): Record<string, unknown> => {
    const { mspId, keyHash } = community.auditor;
    return {
      disputeId: scene.disputeId,
      homeId: 'SH1',
      subject: about,
      openedBy,
      auditor: { mspId, keyHash, owner: `party-${keyHash}` },
      reasonHash: hashCanonical(scene.reason),
      openedAt: community.origin,
      status: 'open',
    };
  };

  describe('openDispute', () => {
    it('writes the dispute, with a reason that its auditor alone reads', async () => {
      const receipt = await scene.open(subject);
      const record = written(receipt, disputeKey()) as { readonly sealedReason: string };
      const { sealedReason } = record;
      expect(receipt.writes).to.deep.equal({
        [disputeKey()]: { ...opened(subject, 'household'), sealedReason },
        [`homeDispute/SH1/${scene.disputeId}`]: { homeId: 'SH1', disputeId: scene.disputeId },
      });
      expect(receipt.event).to.deep.equal({
        name: 'DisputeOpened',
        payload: { disputeId: scene.disputeId },
      });
      const { domain, disputeId, auditorKey } = scene;
      const place = { domain, purpose: `reason ${disputeId}` };
      const sealed = Buffer.from(sealedReason, 'base64');
      expect(openDocument(disputeReasonSchema, sealed, auditorKey.privateKey, place)).to.deep.equal(
        scene.reason,
      );
    });

    it('is the community’s as well, and about bills', async () => {
      const { writes } = await scene.open(bill, {}, community.operator);
      expect(writes[disputeKey()]).to.deep.include(opened(bill, 'operator'));
    });

    it('is about something of that home, which there is', async () => {
      const open = (about: DisputeSubject) => () => scene.open(about, {}, community.operator);
      const { deviceId, sequence } = world.foreign;
      await refused(open({ kind: 'window', deviceId, sequence }), 'SUBJECT_DIFFERS');
      await world.issueBill('SH2', 'B-2016-09-SH2');
      await refused(open({ kind: 'bill', number: 'B-2016-09-SH2' }), 'SUBJECT_DIFFERS');
      await refused(open({ kind: 'window', deviceId: 'sh1-energy', sequence: 4 }), 'WINDOW_UNKNOWN');
      await refused(open({ kind: 'bill', number: 'B-2016-10-SH1' }), 'BILL_UNKNOWN');
      await refused(() => scene.open(subject, {}, community.neighbour), 'HOME_DENIED');
    });

    it('names an active auditor who has an operation key', async () => {
      const name =
        ({ mspId, keyHash }: TestIdentity) =>
        () =>
          scene.open(subject, { auditor: { mspId, keyHash } });
      await refused(name(new TestIdentity('PublicMSP')), 'AUDITOR_UNKNOWN');
      await refused(name(community.installer), 'AUDITOR_UNFIT');
      await refused(name(community.operator), 'AUDITOR_UNFIT');
      const keyless = new TestIdentity('PublicMSP');
      await community.enrol(keyless, 'auditor');
      await refused(name(keyless), 'AUDITOR_KEY_UNKNOWN');
      const { mspId, keyHash } = community.auditor;
      const status = { mspId, keyHash, status: 'suspended' };
      await community.ledger.run(community.operator, 'registry', 'setPartyStatus', status);
      await refused(name(community.auditor), 'AUDITOR_UNFIT');
    });

    it('has one id, and a sealed reason of one length', async () => {
      await scene.open(subject);
      await refused(() => scene.open(bill), 'DISPUTE_EXISTS');
      const other = { disputeId: `D-${'1'.repeat(16)}` };
      for (const changes of [
        { disputeId: 'D-1' },
        { ...other, sealedReason: Buffer.alloc(559).toString('base64') },
        { ...other, sealedReason: Buffer.alloc(561).toString('base64') },
        { ...other, reasonHash: 'a' },
        { ...other, words: 'in the clear' },
      ]) {
        await refused(() => scene.open(subject, changes), 'INPUT_INVALID');
      }
    });
  });

  describe('recordFinding', () => {
    it('takes the auditor’s word, sealed to home and community', async () => {
      await scene.open(subject);
      community.pass(60);
      const { writes, event } = await scene.find();
      const record = writes[disputeKey()] as { readonly finding: Record<string, string> };
      const { sealedForHome = '', sealedForCommunity } = record.finding;
      expect(writes).to.have.all.keys(disputeKey());
      expect(record).to.deep.include({
        ...opened(subject, 'household'),
        status: 'found',
        finding: {
          outcome: 'upheld',
          findingHash: hashCanonical(scene.finding),
          sealedForHome,
          sealedForCommunity,
          foundAt: origin + 60,
        },
      });
      expect(event).to.deep.equal({ name: 'FindingRecorded', payload: { disputeId: scene.disputeId } });
      const place = { domain: scene.domain, purpose: `finding ${scene.disputeId}` };
      const sealed = Buffer.from(sealedForHome, 'base64');
      expect(openDocument(findingSchema, sealed, scene.otherKey.privateKey, place)).to.deep.equal(
        scene.finding,
      );
    });

    it('is that auditor’s alone, and final', async () => {
      await refused(() => scene.find(), 'DISPUTE_UNKNOWN');
      await scene.open(subject);
      const other = new TestIdentity('PublicMSP');
      await community.enrol(other, 'auditor');
      await refused(() => scene.find({}, other), 'AUDITOR_DIFFERS');
      await refused(() => scene.find({}, community.operator), 'ROLE_DENIED');
      await refused(() => scene.find({}, community.household), 'ROLE_DENIED');
      await scene.find();
      await refused(() => scene.find({ outcome: 'dismissed' }), 'DISPUTE_DECIDED');
      await scene.close();
      await refused(() => scene.find({ outcome: 'dismissed' }), 'DISPUTE_DECIDED');
    });

    it('is of one length, whatever it says', async () => {
      await scene.open(subject);
      for (const changes of [
        { sealedForHome: Buffer.alloc(1071).toString('base64') },
        { sealedForCommunity: Buffer.alloc(1073).toString('base64') },
        { outcome: 'maybe' },
        { findingHash: random16Hex() },
      ]) {
        await refused(() => scene.find(changes), 'INPUT_INVALID');
      }
    });
  });

  describe('closeDispute', () => {
    it('follows the finding, once', async () => {
      await scene.open(subject);
      await refused(() => scene.close(), 'FINDING_MISSING');
      await scene.find();
      const { writes, event } = await scene.close();
      expect(writes).to.have.all.keys(disputeKey());
      expect(writes[disputeKey()]).to.include({ status: 'closed', closedAt: origin });
      expect(writes[disputeKey()]).not.to.have.property('note');
      expect(event).to.deep.equal({ name: 'DisputeClosed', payload: { disputeId: scene.disputeId } });
      await refused(() => scene.close(), 'DISPUTE_CLOSED');
    });

    it('names the note that followed: of that home, and of the disputed bill', async () => {
      await scene.open(bill);
      await scene.find();
      await world.issueBill('SH2', 'B-2016-09-SH2');
      await world.openOctober();
      await world.issueBill('SH1', 'B-2016-10-SH1', '2016-10');
      await world.closePeriods();
      await world.issueNote('B-2016-09-SH2', 'C-2016-09-SH2');
      await world.issueNote('B-2016-10-SH1', 'C-2016-10-SH1');
      await world.issueNote(world.billNumber, NOTE);
      await refused(() => scene.close({ note: 'C-2016-11-SH1' }), 'BILL_UNKNOWN');
      await refused(() => scene.close({ note: world.billNumber }), 'NOTE_DIFFERS');
      await refused(() => scene.close({ note: 'C-2016-09-SH2' }), 'NOTE_DIFFERS');
      await refused(() => scene.close({ note: 'C-2016-10-SH1' }), 'NOTE_DIFFERS');
      const { writes } = await scene.close({ note: NOTE });
      expect(writes[disputeKey()]).to.include({ status: 'closed', note: NOTE });
    });

    it('is the community’s', async () => {
      await scene.open(subject);
      await scene.find();
      const { disputeId } = scene;
      const close = (by: TestIdentity) => () =>
        community.ledger.run(by, 'disputes', 'closeDispute', { disputeId });
      await refused(close(community.household), 'ROLE_DENIED');
      await refused(close(community.auditor), 'ROLE_DENIED');
    });
  });

  describe('are read', () => {
    const get = (by: TestIdentity): Promise<Receipt> =>
      community.ledger.run(by, 'disputes', 'getDispute', { disputeId: scene.disputeId });
    const list = async (by: TestIdentity, homeId: string): Promise<unknown> =>
      (await community.ledger.run(by, 'disputes', 'listDisputes', { homeId })).result;

    it('with all that was disclosed, by home, community and auditors', async () => {
      await scene.open(bill);
      const { first, second } = world;
      await scene.disclose([first, second]);
      await scene.disclose([first], { by: community.operator });
      for (const identity of [community.household, community.operator, community.auditor]) {
        const { disclosures, ...dispute } = (await get(identity)).result as {
          readonly disclosures: readonly Record<string, unknown>[];
        };
        expect(dispute).to.deep.include(opened(bill, 'household'));
        expect(disclosures.map(({ sequence, disclosedBy }) => [sequence, disclosedBy])).to.deep.equal([
          [2, 'household'],
          [2, 'operator'],
          [3, 'household'],
        ]);
        expect(await list(identity, 'SH1')).to.deep.equal([dispute]);
      }
      expect(await list(community.neighbour, 'SH2')).to.deep.equal([]);
    });

    it('by nobody else', async () => {
      await scene.open(bill);
      await expectCode(get(community.neighbour), 'HOME_DENIED');
      await expectCode(get(community.installer), 'ROLE_DENIED');
      await expectCode(list(community.neighbour, 'SH1'), 'HOME_DENIED');
      await expectCode(list(community.operator, 'SH9'), 'HOME_UNKNOWN');
    });
  });
});
