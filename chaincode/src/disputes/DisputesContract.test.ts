import {
  findingSchema,
  disputeReasonSchema,
  generateX25519,
  hashCanonical,
  openDocument,
  openRecordKey,
  random16Hex,
  type DisputeSubject,
} from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { DisputeScene, type DisclosedWindow } from '../../test/DisputeScene.js';
import { expectCode } from '../../test/expectCode.js';
import { openMonth } from '../../test/openMonth.js';
import type { Receipt } from '../../test/Receipt.js';
import { TestIdentity } from '../../test/TestIdentity.js';

const MONTH = 30 * 86_400;
const HOUR = 3600;
const BILL = 'B-2016-09-SH1';
const NOTE = 'C-2016-09-SH1';

describe('disputes', () => {
  let community: Community;
  let scene: DisputeScene;
  let origin: number;
  /** Two of home SH1 in September, one of SH1 that starts before it, and one of home SH2 in September. */
  let first: DisclosedWindow;
  let second: DisclosedWindow;
  let earlier: DisclosedWindow;
  let foreign: DisclosedWindow;
  let subject: DisputeSubject;
  const bill: DisputeSubject = { kind: 'bill', number: BILL };

  beforeEach(async () => {
    community = new Community();
    scene = new DisputeScene(community);
    ({ origin } = community);
    await community.start();
    await openMonth(community);
    await scene.publishAuditorKey();
    earlier = await scene.window({ deviceId: 'sh1-energy', sequence: 1, start: origin - HOUR });
    first = await scene.window({ deviceId: 'sh1-energy', sequence: 2, start: origin });
    second = await scene.window({ deviceId: 'sh1-energy', sequence: 3, start: origin + MONTH - 1 });
    foreign = await scene.window({ deviceId: 'sh2-energy', sequence: 1, start: origin, homeId: 'SH2' });
    subject = { kind: 'window', deviceId: first.deviceId, sequence: first.sequence };
    await issueBill('SH1', BILL);
  });

  const issueBill = async (homeId: string, number: string, periodId = '2016-09'): Promise<void> => {
    const request = { number, homeId, periodId, commitment: 'a'.repeat(64) };
    await community.ledger.run(community.operator, 'billing', 'previewBill', request);
  };
  const openOctober = async (): Promise<void> => {
    await community.ledger.run(community.operator, 'quota', 'openPeriod', {
      periodId: '2016-10',
      start: origin + MONTH,
      end: origin + 2 * MONTH,
      contracts: [{ resource: 'energy', lotSize: '1000', lots: 1 }],
      holdings: [{ accountId: `acc-${'a'.repeat(32)}`, resource: 'energy', lots: 1 }],
    });
  };
  const closePeriods = async (): Promise<void> => {
    community.pass(2 * MONTH);
    for (const periodId of ['2016-09', '2016-10']) {
      await community.ledger.run(community.operator, 'quota', 'closePeriod', { periodId });
    }
  };
  const issueNote = async (number: string, note: string): Promise<void> => {
    const { ledger, operator } = community;
    const commitment = 'b'.repeat(64);
    await ledger.run(operator, 'billing', 'finaliseBill', { number, commitment });
    const request = { number: note, kind: 'creditNote', corrects: number, commitment };
    await ledger.run(operator, 'billing', 'issueNote', request);
  };
  /** Expects the refusal, and that it left no trace. */
  const refused = async (work: () => Promise<unknown>, code: string): Promise<void> => {
    const before = community.ledger.snapshot();
    await expectCode(work(), code);
    expect(community.ledger.snapshot()).to.deep.equal(before);
  };
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
      const { deviceId, sequence } = foreign;
      await refused(open({ kind: 'window', deviceId, sequence }), 'SUBJECT_DIFFERS');
      await issueBill('SH2', 'B-2016-09-SH2');
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

  describe('disclose', () => {
    it('hands the auditor a window’s key, which nobody else can open', async () => {
      await scene.open(subject);
      const receipt = await scene.disclose([first]);
      const { disputeId, domain, auditorKey } = scene;
      const key = `disclosure/${disputeId}/sh1-energy/0000000002/household`;
      const { sealedDek } = written(receipt, key) as { readonly sealedDek: string };
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
      await refused(() => scene.disclose([earlier]), 'WINDOW_NOT_DISPUTED');
      const next = await scene.window({ deviceId: 'sh1-energy', sequence: 4, start: origin + MONTH });
      await refused(() => scene.disclose([next]), 'WINDOW_NOT_DISPUTED');
      await refused(() => scene.disclose([first, foreign]), 'WINDOW_NOT_DISPUTED');
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
      await issueBill('SH2', 'B-2016-09-SH2');
      await openOctober();
      await issueBill('SH1', 'B-2016-10-SH1', '2016-10');
      await closePeriods();
      await issueNote('B-2016-09-SH2', 'C-2016-09-SH2');
      await issueNote('B-2016-10-SH1', 'C-2016-10-SH1');
      await issueNote(BILL, NOTE);
      await refused(() => scene.close({ note: 'C-2016-11-SH1' }), 'BILL_UNKNOWN');
      await refused(() => scene.close({ note: BILL }), 'NOTE_DIFFERS');
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
