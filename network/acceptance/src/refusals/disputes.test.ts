import { expect } from 'chai';
import { random16Hex, type DisputeSubject } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { Member } from '../harness/Member.js';
import type { MeterWindow } from '../harness/Meter.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';
import { DisputeOfTests } from './DisputeOfTests.js';
import { refusedByChaincode } from './refusedByChaincode.js';

type Disputes = CommunityLedger['disputes'];

const about = ({ header: { deviceId, sequence } }: MeterWindow): DisputeSubject => ({
  kind: 'window',
  deviceId,
  sequence,
});

describe('disputes', () => {
  let first: MeterWindow;
  let second: MeterWindow;
  let foreign: MeterWindow;
  let dispute: DisputeOfTests;

  before(async () => {
    const { community } = suite();
    const meter = await community.enrolMeter('SH1');
    first = meter.window();
    await community.submit(meter, first);
    second = meter.window();
    await community.submit(meter, second);
    const other = await community.enrolMeter('SH2');
    foreign = other.window();
    await community.submit(other, foreign);
    dispute = new DisputeOfTests(community, 'SH1');
    await home().openDispute(dispute.opening(about(first)));
  });

  const home = (): Disputes => suite().community.home('SH1').ledger.disputes;
  const operator = (): Disputes => suite().community.operator.ledger.disputes;
  const auditor = (): Disputes => suite().community.parties.auditor.ledger.disputes;
  const another = (): DisputeOfTests => new DisputeOfTests(suite().community, 'SH1');

  describe('are not opened', () => {
    it('about what is another home’s, or is not there', async () => {
      await refused(() => home().openDispute(another().opening(about(foreign))), 'SUBJECT_DIFFERS');
      await refused(() => operator().openDispute(another().opening(about(foreign))), 'SUBJECT_DIFFERS');
      const { deviceId } = first.header;
      const none = { kind: 'window', deviceId, sequence: 999 } as const;
      await refused(() => home().openDispute(another().opening(none)), 'WINDOW_UNKNOWN');
      const bill = { kind: 'bill', number: 'B-NOWHERE-1' } as const;
      await refused(() => home().openDispute(another().opening(bill)), 'BILL_UNKNOWN');
    });

    it('before somebody who is no auditor', async () => {
      const { installer, stranger, operator: clerk } = suite().community.parties;
      const before =
        ({ mspId, keyHash }: Member) =>
        () =>
          home().openDispute(another().opening(about(first), { auditor: { mspId, keyHash } }));
      await refused(before(stranger), 'AUDITOR_UNKNOWN');
      await refused(before(installer), 'AUDITOR_UNFIT');
      await refused(before(clerk), 'AUDITOR_UNFIT');
    });

    it('twice, or with a reason of another length', async () => {
      await refused(() => home().openDispute(dispute.opening(about(second))), 'DISPUTE_EXISTS');
      const opening = another().opening(about(first));
      const requests = [0, 559, 561].map((length) => ({
        ...opening,
        sealedReason: Buffer.alloc(length).toString('base64'),
      }));
      const member = suite().community.home('SH1');
      await refusedByChaincode(member, 'disputes:openDispute', requests, 'INPUT_INVALID');
    });
  });

  describe('take no keys', () => {
    it('but the one that the window commits to', async () => {
      const [request] = await dispute.disclosing(first);
      for (const dek of [await dispute.dekOf(second), random16Hex() + random16Hex()]) {
        await refused(() => home().disclose(request, { deks: [dek] }), 'REVEAL_MISMATCH');
        await refused(() => operator().disclose(request, { deks: [dek] }), 'REVEAL_MISMATCH');
      }
      const dek = await dispute.dekOf(first);
      await refused(() => home().disclose(request, { deks: [dek, dek] }), 'REVEAL_MISMATCH');
    });

    it('of windows that they are not about', async () => {
      const work = async (window: MeterWindow): Promise<unknown> =>
        operator().disclose(...(await dispute.disclosing(window)));
      await refused(() => work(second), 'WINDOW_NOT_DISPUTED');
      await refused(() => work(foreign), 'WINDOW_NOT_DISPUTED');
    });

    it('sealed to a key that the auditor has not published', async () => {
      const [request, transient] = await dispute.disclosing(first);
      await refused(
        () => home().disclose({ ...request, auditorKeyVersion: 99 }, transient),
        'AUDITOR_KEY_UNKNOWN',
      );
    });

    it('without private inputs, or with broken ones', async () => {
      const [request] = await dispute.disclosing(first);
      const member = suite().community.home('SH1');
      await refusedByChaincode(member, 'disputes:disclose', [request], 'TRANSIENT_MISSING');
      const broken = { deks: ['ab'] };
      await refusedByChaincode(member, 'disputes:disclose', [request], 'INPUT_INVALID', broken);
    });
  });

  describe('that are open', () => {
    it('send keys for endorsement to the community and that home, and to nobody else', async () => {
      const sent = await dispute.disclosing(first);
      for (const disputes of [home(), operator(), home(), operator()]) {
        const { transactionId } = await disputes.disclose(...sent);
        const committed = await suite().state.transaction(transactionId);
        expect([...(committed?.endorsers ?? [])].sort()).to.deep.equal(['CommunityMSP', 'SH1MSP']);
      }
    });

    it('have one finding, and end', async () => {
      await refused(() => operator().closeDispute({ disputeId: dispute.disputeId }), 'FINDING_MISSING');
      await auditor().recordFinding(dispute.finding());
      await refused(() => auditor().recordFinding(dispute.finding()), 'DISPUTE_DECIDED');
      const sent = await dispute.disclosing(first);
      await refused(() => home().disclose(...sent), 'DISPUTE_DECIDED');
      const { disputeId } = dispute;
      await refused(() => operator().closeDispute({ disputeId, note: 'C-NOWHERE-1' }), 'BILL_UNKNOWN');
      await operator().closeDispute({ disputeId });
      await refused(() => operator().closeDispute({ disputeId }), 'DISPUTE_CLOSED');
      const { status, disclosures } = await auditor().getDispute({ disputeId });
      expect(status).to.equal('closed');
      expect(disclosures.map(({ disclosedBy }) => disclosedBy)).to.deep.equal(['household', 'operator']);
    });
  });
});
