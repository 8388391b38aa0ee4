import { setTimeout as sleep } from 'node:timers/promises';
import { status, type ServiceError } from '@grpc/grpc-js';
import { gateway, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import type { FabricConnection } from '../schemas/fabricConnection.js';
import { chaincodeRefusal } from '../../test/fabric/chaincodeRefusal.js';
import { countTransient } from '../../test/fabric/countTransient.js';
import { expectCode } from '../../test/fabric/expectCode.js';
import { failureOf } from '../../test/fabric/failureOf.js';
import { gatewayError } from '../../test/fabric/gatewayError.js';
import { proposedCall } from '../../test/fabric/proposedCall.js';
import { ScriptedGateway } from '../../test/fabric/ScriptedGateway.js';
import { unavailable } from '../../test/fabric/unavailable.js';
import type { ClientOptions, RetryNotice } from './ClientOptions.js';
import { connect } from './connect.js';
import type { FabricClient } from './FabricClient.js';
import { FileJournal } from './FileJournal.js';

const REQUEST_ID = '00112233445566778899aabbccddeeff';
const HOME = { requestId: REQUEST_ID, homeId: 'SH1', mspId: 'SH1MSP' };
const SECRET = '5e12c7e2a9f04cd7b1a0d5f4a1b2c3d4';
const ASSIGNMENT = { requestId: REQUEST_ID, homeId: 'SH1' };
const QUOTA_ACCOUNT = { quotaAccount: { accountId: `acc-${SECRET}`, salt: SECRET } };
const { MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT, ENDORSEMENT_POLICY_FAILURE, DUPLICATE_TXID, VALID } =
  peer.TxValidationCode;

describe('writing to the ledger', () => {
  let peerGateway: ScriptedGateway;
  let connection: FabricConnection;
  let clients: FabricClient[];
  let notices: RetryNotice[];

  beforeEach(async () => {
    peerGateway = new ScriptedGateway();
    connection = await peerGateway.start();
    clients = [];
    notices = [];
  });

  afterEach(async () => {
    for (const client of clients) client.close();
    await peerGateway.stop();
  });

  async function client(options: ClientOptions = {}): Promise<FabricClient> {
    const made = await connect(connection, {
      journalDir: peerGateway.path('journal'),
      patience: { lag: 600, outage: 600, submission: 20_000 },
      onRetry: (notice) => notices.push(notice),
      ...options,
    });
    clients.push(made);
    return made;
  }

  const journal = (): FileJournal => new FileJournal(peerGateway.path('journal'));
  const submitted = (): (string | undefined)[] =>
    peerGateway.sent.submit.map((request) =>
      Buffer.from(request.getPreparedTransaction()?.serializeBinary() ?? []).toString('base64'),
    );

  it('endorses, submits and waits for the block, with canonical JSON and no organisations named', async () => {
    const done = await (await client()).ledger.registry.enrolHome(HOME);
    expect(done).to.deep.equal({
      requestId: REQUEST_ID,
      transactionId: peerGateway.sent.submit[0]?.getTransactionId(),
      blockNumber: 7,
    });
    const [request] = peerGateway.sent.endorse;
    expect(request?.getEndorsingOrganizationsList()).to.deep.equal([]);
    expect(proposedCall(request)).to.deep.equal([
      'registry:enrolHome',
      `{"homeId":"SH1","mspId":"SH1MSP","requestId":"${REQUEST_ID}"}`,
    ]);
    expect(await journal().list()).to.deep.equal([]);
  });

  it('makes a request id of 16 random bytes when none is given', async () => {
    const { ledger } = await client();
    const first = await ledger.registry.enrolHome({ homeId: 'SH1', mspId: 'SH1MSP' });
    const second = await ledger.registry.enrolHome({ homeId: 'SH1', mspId: 'SH1MSP' });
    expect(first.requestId).to.match(/^[0-9a-f]{32}$/);
    expect(second.requestId).to.not.equal(first.requestId);
  });

  it('refuses bad input before anything is sent', async () => {
    const { ledger } = await client();
    const bad = ledger.registry.enrolHome({ homeId: 'not a home', mspId: 'SH1MSP' });
    await expectCode(bad, 'INPUT_INVALID');
    await expectCode(
      ledger.quota.assignAccount(ASSIGNMENT, { quotaAccount: { accountId: 'acc-1', salt: SECRET } }),
      'INPUT_INVALID',
    );
    expect(peerGateway.sent.endorse).to.have.length(0);
  });

  it('does not write without a journal', async () => {
    const reader = await connect(connection);
    clients.push(reader);
    await expectCode(reader.ledger.registry.enrolHome(HOME), 'JOURNAL_MISSING');
  });

  it('sends transient data to endorsers only, and keeps none of it in the journal', async () => {
    peerGateway.submissions.push(...Array<ServiceError>(99).fill(unavailable()));
    const { ledger } = await client({ patience: { submission: 300 } });
    const error = await failureOf(ledger.quota.assignAccount(ASSIGNMENT, QUOTA_ACCOUNT));
    expect(error.code).to.equal('SUBMISSION_PENDING');

    const sent = peerGateway.sent.endorse[0]?.getProposedTransaction()?.getProposalBytes_asU8();
    const payload = peer.ChaincodeProposalPayload.deserializeBinary(
      peer.Proposal.deserializeBinary(sent ?? new Uint8Array()).getPayload_asU8(),
    );
    expect(Buffer.from(payload.serializeBinary()).includes(SECRET)).to.equal(true);
    const kept = Buffer.from((await journal().find(REQUEST_ID)) ?? []);
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
      peerGateway.submissions.push(gatewayError(status[kind], 'unclear'));
      const noStatus = gatewayError(status[kind], 'unclear');
      peerGateway.statuses.push(noStatus, noStatus);
      await (await client()).ledger.registry.enrolHome(HOME);
      expect(peerGateway.sent.endorse).to.have.length(1);
      expect(submitted()).to.have.length(3);
      expect(new Set(submitted()).size).to.equal(1);
      expect(notices.map(({ phase }) => phase)).to.deep.equal(['submit', 'commit']);
    });
  }

  it('submits again when no status comes in time, and when the status is of a copy', async () => {
    peerGateway.statuses.push('hang', 'hang', DUPLICATE_TXID, VALID);
    await (await client({ deadlines: { commitStatus: 200 } })).ledger.registry.enrolHome(HOME);
    expect(new Set(submitted()).size).to.equal(1);
    expect(submitted()).to.have.length(3);
  });

  it('goes on when the peer dies while the status is awaited and comes back', async () => {
    peerGateway.statuses.push('hang');
    const writing = (await client()).ledger.registry.enrolHome(HOME);
    while (peerGateway.sent.commitStatus.length === 0) await sleep(10);
    peerGateway.crash();
    await sleep(300);
    await peerGateway.listen();
    expect((await writing).blockNumber).to.equal(7);
    expect(new Set(submitted()).size).to.equal(1);
    expect(peerGateway.sent.endorse).to.have.length(1);
  });

  it('endorses again after a committed conflict, and only then', async () => {
    peerGateway.statuses.push(MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT, VALID);
    await (await client()).ledger.registry.enrolHome(HOME);
    expect(peerGateway.sent.endorse).to.have.length(3);
    expect(new Set(peerGateway.sent.endorse.map((request) => request.getTransactionId())).size).to.equal(3);
    expect(new Set(peerGateway.sent.endorse.map((request) => proposedCall(request)[1])).size).to.equal(1);
  });

  it('throws the validation code of an invalid transaction and forgets its bytes', async () => {
    peerGateway.statuses.push(ENDORSEMENT_POLICY_FAILURE);
    const error = await failureOf((await client()).ledger.registry.enrolHome(HOME));
    expect(error).to.include({ code: 'ENDORSEMENT_POLICY_FAILURE', phase: 'commit' });
    expect(error.transactionId).to.equal(peerGateway.sent.submit[0]?.getTransactionId());
    expect(peerGateway.sent.endorse).to.have.length(1);
    expect(await journal().list()).to.deep.equal([]);
  });

  it('takes an orderer or peer that refuses the bytes at its word', async () => {
    peerGateway.submissions.push(gatewayError(status.INVALID_ARGUMENT, 'a prepared transaction is required'));
    const error = await failureOf((await client()).ledger.registry.enrolHome(HOME));
    expect(error).to.include({ code: 'LEDGER_REFUSED', phase: 'submit', grpcStatus: 'INVALID_ARGUMENT' });
    expect(await journal().list()).to.deep.equal([]);
  });

  it('does not take a refusal for the outcome of bytes that were submitted before', async () => {
    peerGateway.submissions.push(
      { lost: unavailable() },
      gatewayError(status.PERMISSION_DENIED, 'no longer'),
    );
    const done = await (await client()).ledger.registry.enrolHome(HOME);
    expect(done.blockNumber).to.equal(7);
    expect(submitted()).to.have.length(2);
    expect(peerGateway.sent.commitStatus).to.deep.equal([done.transactionId]);
  });

  it('asks for the status when orderers refuse a copy of what they have ordered', async () => {
    peerGateway.submissions.push({ lost: unavailable() }, ...Array<ServiceError>(99).fill(unavailable()));
    const done = await (await client()).ledger.registry.enrolHome(HOME);
    expect(done.blockNumber).to.equal(7);
    expect(submitted()).to.have.length(2);
  });

  it('asks lagging endorsers again, with a new proposal, and then counts their refusal', async () => {
    const gap = (): ServiceError => chaincodeRefusal('SEQUENCE_GAP: the predecessor is not on the ledger');
    peerGateway.endorsements.push(gap(), gap());
    const { ledger } = await client();
    await ledger.registry.enrolHome(HOME);
    expect(new Set(peerGateway.sent.endorse.map((request) => request.getTransactionId())).size).to.equal(3);

    peerGateway.endorsements.push(...Array.from({ length: 50 }, () => gap()));
    const started = Date.now();
    const error = await failureOf(ledger.registry.enrolHome({ homeId: 'SH2', mspId: 'SH2MSP' }));
    expect(error).to.include({ code: 'SEQUENCE_GAP', text: 'the predecessor is not on the ledger' });
    expect(Date.now() - started).to.be.at.least(600);
    // They would have gone on refusing.
    expect(peerGateway.endorsements).to.not.have.length(0);
  });

  it('throws any other code of the chaincode at once', async () => {
    peerGateway.endorsements.push(chaincodeRefusal('ROLE_DENIED: the role household may not'));
    const error = await failureOf((await client()).ledger.registry.enrolHome(HOME));
    expect(error).to.include({ code: 'ROLE_DENIED', phase: 'endorse', grpcStatus: 'ABORTED' });
    expect(error.details).to.deep.equal([
      {
        address: 'peer0:7051',
        mspId: 'CommunityMSP',
        message: 'chaincode response 500, ROLE_DENIED: the role household may not',
      },
    ]);
    expect(peerGateway.sent.endorse).to.have.length(1);
    expect(peerGateway.sent.submit).to.have.length(0);
  });

  it('retries mismatched answers and peers that are away, and then says which', async () => {
    const mismatch = gatewayError(status.ABORTED, 'failed to collect enough transaction endorsements', [
      'ProposalResponsePayloads do not match',
    ]);
    peerGateway.endorsements.push(mismatch, unavailable());
    const { ledger } = await client();
    await ledger.registry.enrolHome(HOME);
    expect(notices.map(({ code }) => code)).to.deep.equal(['LEDGER_UNAVAILABLE', 'LEDGER_UNAVAILABLE']);

    const missing = gatewayError(status.FAILED_PRECONDITION, 'no peer combination can satisfy the policy');
    peerGateway.endorsements.push(...Array<ServiceError>(50).fill(missing));
    const error = await failureOf(ledger.registry.enrolHome({ homeId: 'SH2', mspId: 'SH2MSP' }));
    expect(error).to.include({ code: 'ENDORSERS_MISSING', phase: 'endorse' });
  });

  it('takes REQUEST_DONE for the success of the first transaction, if that one changed anything', async () => {
    const first = 'ab'.repeat(32);
    const done = chaincodeRefusal(`REQUEST_DONE: the request took effect in transaction ${first}`);
    peerGateway.taken.add(first);
    peerGateway.endorsements.push(done, done);
    const { registry } = (await client()).ledger;
    const written = await registry.enrolHome(HOME);
    expect(written).to.deep.equal({ requestId: REQUEST_ID, transactionId: first, blockNumber: 7 });
    peerGateway.statuses.push(ENDORSEMENT_POLICY_FAILURE);
    const error = await failureOf(registry.enrolHome(HOME));
    expect(error).to.include({ code: 'ENDORSEMENT_POLICY_FAILURE', transactionId: first });
    expect(peerGateway.sent.submit).to.have.length(0);
  });

  it('keeps what is pending, and recovers it with the same bytes after a restart', async () => {
    peerGateway.submissions.push(...Array<ServiceError>(99).fill(unavailable()));
    const first = await client({ patience: { submission: 300 } });
    const error = await failureOf(first.ledger.registry.enrolHome(HOME));
    expect(error).to.include({ code: 'SUBMISSION_PENDING', phase: 'submit' });
    expect(await journal().list()).to.deep.equal([REQUEST_ID]);
    first.close();

    peerGateway.submissions.length = 0;
    const second = await client();
    expect(await second.recover()).to.deep.equal([
      {
        requestId: REQUEST_ID,
        transactionId: error.transactionId,
        function: 'registry:enrolHome',
        outcome: 'committed',
        blockNumber: 7,
      },
    ]);
    expect(await journal().list()).to.deep.equal([]);
    expect(new Set(submitted()).size).to.equal(1);
    expect(peerGateway.sent.endorse).to.have.length(1);
    expect(await second.recover()).to.deep.equal([]);
  });

  it('reports what was found invalid or is still open when it recovers', async () => {
    peerGateway.submissions.push(...Array<ServiceError>(99).fill(unavailable()));
    const first = await client({ patience: { submission: 100 } });
    await failureOf(first.ledger.registry.enrolHome(HOME));
    expect(await first.recover()).to.have.deep.nested.property('[0].outcome', 'pending');
    expect(await journal().list()).to.deep.equal([REQUEST_ID]);
    peerGateway.submissions.length = 0;
    peerGateway.statuses.push(MVCC_READ_CONFLICT);
    const [recovered] = await first.recover();
    expect(recovered).to.include({ outcome: 'invalid', code: 'MVCC_READ_CONFLICT' });
    expect(await journal().list()).to.deep.equal([]);
  });

  it('submits kept bytes first when the same request comes again, and refuses another under its id', async () => {
    peerGateway.submissions.push(...Array<ServiceError>(99).fill(unavailable()));
    const { ledger } = await client({ patience: { submission: 100 } });
    const pending = await failureOf(ledger.registry.enrolHome(HOME));
    await expectCode(ledger.registry.enrolHome({ ...HOME, homeId: 'SH2' }), 'REQUEST_DIFFERS');
    peerGateway.submissions.length = 0;
    const done = await ledger.registry.enrolHome(HOME);
    expect(done.transactionId).to.equal(pending.transactionId);
    expect(peerGateway.sent.endorse).to.have.length(1);
  });

  it('does not run one request twice at once', async () => {
    const { ledger } = await client();
    const first = ledger.registry.enrolHome(HOME);
    await expectCode(ledger.registry.enrolHome(HOME), 'REQUEST_RUNNING');
    await first;
  });

  it('leaves a write pending when it is closed', async () => {
    peerGateway.statuses.push('hang');
    const closing = await client();
    const writing = failureOf(closing.ledger.registry.enrolHome(HOME));
    while (peerGateway.sent.commitStatus.length === 0) await sleep(10);
    const closed = Date.now();
    closing.close();
    expect((await writing).code).to.equal('SUBMISSION_PENDING');
    // The peer would have kept the call waiting for a minute.
    expect(Date.now() - closed).to.be.below(20_000);
    expect(await journal().list()).to.deep.equal([REQUEST_ID]);
  });
});
