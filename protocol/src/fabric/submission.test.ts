import { setTimeout as sleep } from 'node:timers/promises';
import { status, type ServiceError } from '@grpc/grpc-js';
import { gateway, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { countTransient } from '../../test/fabric/countTransient.js';
import { expectCode } from '../../test/fabric/expectCode.js';
import { failureOf } from '../../test/fabric/failureOf.js';
import { gatewayError } from '../../test/fabric/gatewayError.js';
import { proposedCall } from '../../test/fabric/proposedCall.js';
import { unavailable } from '../../test/fabric/unavailable.js';
import { HOME, WritingScene } from '../../test/fabric/WritingScene.js';

const SECRET = '5e12c7e2a9f04cd7b1a0d5f4a1b2c3d4';
const ASSIGNMENT = { requestId: HOME.requestId, homeId: 'SH1' };
const QUOTA_ACCOUNT = { quotaAccount: { accountId: `acc-${SECRET}`, salt: SECRET } };
const { MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT, ENDORSEMENT_POLICY_FAILURE, DUPLICATE_TXID, VALID } =
  peer.TxValidationCode;

describe('writing to the ledger', () => {
  let scene: WritingScene;

  beforeEach(async () => {
    scene = new WritingScene();
    await scene.start();
  });
  afterEach(async () => {
    await scene.stop();
  });

  it('endorses, submits and waits for the block, with canonical JSON and no organisations named', async () => {
    const done = await (await scene.client()).ledger.registry.enrolHome(HOME);
    expect(done).to.deep.equal({
      requestId: HOME.requestId,
      transactionId: scene.gateway.sent.submit[0]?.getTransactionId(),
      blockNumber: 7,
    });
    const [request] = scene.gateway.sent.endorse;
    expect(request?.getEndorsingOrganizationsList()).to.deep.equal([]);
    expect(proposedCall(request)).to.deep.equal([
      'registry:enrolHome',
      `{"homeId":"SH1","mspId":"SH1MSP","requestId":"${HOME.requestId}"}`,
    ]);
    expect(await scene.journal.list()).to.deep.equal([]);
  });

  it('makes a request id of 16 random bytes when none is given', async () => {
    const { ledger } = await scene.client();
    const first = await ledger.registry.enrolHome({ homeId: 'SH1', mspId: 'SH1MSP' });
    const second = await ledger.registry.enrolHome({ homeId: 'SH1', mspId: 'SH1MSP' });
    expect(first.requestId).to.match(/^[0-9a-f]{32}$/);
    expect(second.requestId).to.not.equal(first.requestId);
  });

  it('refuses bad input before anything is sent', async () => {
    const { ledger } = await scene.client();
    const bad = ledger.registry.enrolHome({ homeId: 'not a home', mspId: 'SH1MSP' });
    await expectCode(bad, 'INPUT_INVALID');
    await expectCode(
      ledger.quota.assignAccount(ASSIGNMENT, { quotaAccount: { accountId: 'acc-1', salt: SECRET } }),
      'INPUT_INVALID',
    );
    expect(scene.gateway.sent.endorse).to.have.length(0);
  });

  it('does not write without a journal', async () => {
    const reader = await scene.connect();
    await expectCode(reader.ledger.registry.enrolHome(HOME), 'JOURNAL_MISSING');
  });

  it('sends transient data to endorsers only, and keeps none of it in the journal', async () => {
    scene.gateway.submissions.push(...Array<ServiceError>(99).fill(unavailable()));
    const { ledger } = await scene.client({ patience: { submission: 300 } });
    const error = await failureOf(ledger.quota.assignAccount(ASSIGNMENT, QUOTA_ACCOUNT));
    expect(error.code).to.equal('SUBMISSION_PENDING');

    const sent = scene.gateway.sent.endorse[0]?.getProposedTransaction()?.getProposalBytes_asU8();
    const payload = peer.ChaincodeProposalPayload.deserializeBinary(
      peer.Proposal.deserializeBinary(sent ?? new Uint8Array()).getPayload_asU8(),
    );
    expect(Buffer.from(payload.serializeBinary()).includes(SECRET)).to.equal(true);
    const kept = Buffer.from((await scene.journal.find(HOME.requestId)) ?? []);
    expect(kept.includes(SECRET)).to.equal(false);
    const envelope = gateway.PreparedTransaction.deserializeBinary(kept).getEnvelope();
    expect(envelope?.getSignature_asU8().length).to.be.greaterThan(60);
    expect(countTransient(envelope)).to.equal(0);
    expect(error.message).to.not.include(SECRET);
  });

  for (const kind of [
    'UNAVAILABLE',
    'DEADLINE_EXCEEDED',
    'ABORTED',
    'CANCELLED',
    'INTERNAL',
    'UNKNOWN',
  ] as const) {
    it(`submits the same bytes again after ${kind} of submit and of status, endorsed once`, async () => {
      scene.gateway.submissions.push(gatewayError(status[kind], 'unclear'));
      const noStatus = gatewayError(status[kind], 'unclear');
      scene.gateway.statuses.push(noStatus, noStatus);
      await (await scene.client()).ledger.registry.enrolHome(HOME);
      expect(scene.gateway.sent.endorse).to.have.length(1);
      expect(scene.submitted()).to.have.length(3);
      expect(new Set(scene.submitted()).size).to.equal(1);
      expect(scene.notices.map(({ phase }) => phase)).to.deep.equal(['submit', 'commit']);
    });
  }

  it('submits again when no status comes in time, and when the status is of a copy', async () => {
    scene.gateway.statuses.push('hang', 'hang', DUPLICATE_TXID, VALID);
    await (await scene.client({ deadlines: { commitStatus: 200 } })).ledger.registry.enrolHome(HOME);
    expect(new Set(scene.submitted()).size).to.equal(1);
    expect(scene.submitted()).to.have.length(3);
  });

  it('goes on when the peer dies while the status is awaited and comes back', async () => {
    scene.gateway.statuses.push('hang');
    const writing = (await scene.client()).ledger.registry.enrolHome(HOME);
    while (scene.gateway.sent.commitStatus.length === 0) await sleep(10);
    scene.gateway.crash();
    await sleep(300);
    await scene.gateway.listen();
    expect((await writing).blockNumber).to.equal(7);
    expect(new Set(scene.submitted()).size).to.equal(1);
    expect(scene.gateway.sent.endorse).to.have.length(1);
  });

  it('endorses again after a committed conflict, and only then', async () => {
    scene.gateway.statuses.push(MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT, VALID);
    await (await scene.client()).ledger.registry.enrolHome(HOME);
    expect(scene.gateway.sent.endorse).to.have.length(3);
    expect(new Set(scene.gateway.sent.endorse.map((request) => request.getTransactionId())).size).to.equal(3);
    expect(new Set(scene.gateway.sent.endorse.map((request) => proposedCall(request)[1])).size).to.equal(1);
  });

  it('throws the validation code of an invalid transaction and forgets its bytes', async () => {
    scene.gateway.statuses.push(ENDORSEMENT_POLICY_FAILURE);
    const error = await failureOf((await scene.client()).ledger.registry.enrolHome(HOME));
    expect(error).to.include({ code: 'ENDORSEMENT_POLICY_FAILURE', phase: 'commit' });
    expect(error.transactionId).to.equal(scene.gateway.sent.submit[0]?.getTransactionId());
    expect(scene.gateway.sent.endorse).to.have.length(1);
    expect(await scene.journal.list()).to.deep.equal([]);
  });

  it('takes an orderer or peer that refuses the bytes at its word', async () => {
    scene.gateway.submissions.push(
      gatewayError(status.INVALID_ARGUMENT, 'a prepared transaction is required'),
    );
    const error = await failureOf((await scene.client()).ledger.registry.enrolHome(HOME));
    expect(error).to.include({ code: 'LEDGER_REFUSED', phase: 'submit', grpcStatus: 'INVALID_ARGUMENT' });
    expect(await scene.journal.list()).to.deep.equal([]);
  });

  it('does not take a refusal for the outcome of bytes that were submitted before', async () => {
    scene.gateway.submissions.push(
      { lost: unavailable() },
      gatewayError(status.PERMISSION_DENIED, 'no longer'),
    );
    const done = await (await scene.client()).ledger.registry.enrolHome(HOME);
    expect(done.blockNumber).to.equal(7);
    expect(scene.submitted()).to.have.length(2);
    expect(scene.gateway.sent.commitStatus).to.deep.equal([done.transactionId]);
  });

  it('asks for the status when orderers refuse a copy of what they have ordered', async () => {
    scene.gateway.submissions.push({ lost: unavailable() }, ...Array<ServiceError>(99).fill(unavailable()));
    const done = await (await scene.client()).ledger.registry.enrolHome(HOME);
    expect(done.blockNumber).to.equal(7);
    expect(scene.submitted()).to.have.length(2);
  });
});
