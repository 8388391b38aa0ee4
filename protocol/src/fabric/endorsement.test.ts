import { status, type ServiceError } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { chaincodeRefusal } from '../../test/fabric/chaincodeRefusal.js';
import { failureOf } from '../../test/fabric/failureOf.js';
import { gatewayError } from '../../test/fabric/gatewayError.js';
import { unavailable } from '../../test/fabric/unavailable.js';
import { HOME, WritingScene } from '../../test/fabric/WritingScene.js';

const { ENDORSEMENT_POLICY_FAILURE } = peer.TxValidationCode;

describe('writing to the ledger, when endorsers do not endorse', () => {
  let scene: WritingScene;

  beforeEach(async () => {
    scene = new WritingScene();
    await scene.start();
  });
  afterEach(async () => {
    await scene.stop();
  });

  it('asks lagging endorsers again, with a new proposal, and then counts their refusal', async () => {
    const gap = (): ServiceError => chaincodeRefusal('SEQUENCE_GAP: the predecessor is not on the ledger');
    scene.gateway.endorsements.push(gap(), gap());
    const { ledger } = await scene.client();
    await ledger.registry.enrolHome(HOME);
    expect(new Set(scene.gateway.sent.endorse.map((request) => request.getTransactionId())).size).to.equal(3);

    scene.gateway.endorsements.push(...Array.from({ length: 50 }, () => gap()));
    const started = Date.now();
    const error = await failureOf(ledger.registry.enrolHome({ homeId: 'SH2', mspId: 'SH2MSP' }));
    expect(error).to.include({ code: 'SEQUENCE_GAP', text: 'the predecessor is not on the ledger' });
    expect(Date.now() - started).to.be.at.least(600);
    // They would have gone on refusing.
    expect(scene.gateway.endorsements).to.not.have.length(0);
  });

  it('throws any other code of the chaincode at once', async () => {
    scene.gateway.endorsements.push(chaincodeRefusal('ROLE_DENIED: the role household may not'));
    const error = await failureOf((await scene.client()).ledger.registry.enrolHome(HOME));
    expect(error).to.include({ code: 'ROLE_DENIED', phase: 'endorse', grpcStatus: 'ABORTED' });
    expect(error.details).to.deep.equal([
      {
        address: 'peer0:7051',
        mspId: 'CommunityMSP',
        message: 'chaincode response 500, ROLE_DENIED: the role household may not',
      },
    ]);
    expect(scene.gateway.sent.endorse).to.have.length(1);
    expect(scene.gateway.sent.submit).to.have.length(0);
  });

  it('retries mismatched answers and peers that are away, and then says which', async () => {
    const mismatch = gatewayError(status.ABORTED, 'failed to collect enough transaction endorsements', [
      'ProposalResponsePayloads do not match',
    ]);
    scene.gateway.endorsements.push(mismatch, unavailable());
    const { ledger } = await scene.client();
    await ledger.registry.enrolHome(HOME);
    expect(scene.notices.map(({ code }) => code)).to.deep.equal(['LEDGER_UNAVAILABLE', 'LEDGER_UNAVAILABLE']);

    const missing = gatewayError(status.FAILED_PRECONDITION, 'no peer combination can satisfy the policy');
    scene.gateway.endorsements.push(...Array<ServiceError>(50).fill(missing));
    const error = await failureOf(ledger.registry.enrolHome({ homeId: 'SH2', mspId: 'SH2MSP' }));
    expect(error).to.include({ code: 'ENDORSERS_MISSING', phase: 'endorse' });
  });

  it('takes REQUEST_DONE for the success of the first transaction, if that one changed anything', async () => {
    const first = 'ab'.repeat(32);
    const done = chaincodeRefusal(`REQUEST_DONE: the request took effect in transaction ${first}`);
    scene.gateway.taken.add(first);
    scene.gateway.endorsements.push(done, done);
    const { registry } = (await scene.client()).ledger;
    const written = await registry.enrolHome(HOME);
    expect(written).to.deep.equal({ requestId: HOME.requestId, transactionId: first, blockNumber: 7 });
    scene.gateway.statuses.push(ENDORSEMENT_POLICY_FAILURE);
    const error = await failureOf(registry.enrolHome(HOME));
    expect(error).to.include({ code: 'ENDORSEMENT_POLICY_FAILURE', transactionId: first });
    expect(scene.gateway.sent.submit).to.have.length(0);
  });
});
