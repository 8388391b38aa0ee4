import { status } from '@grpc/grpc-js';
import type { Contract } from '@hyperledger/fabric-gateway';
import { common, gateway } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { communityGateway } from '../../test/gateway/communityGateway.js';
import { failureOf } from '../../test/gateway/failureOf.js';
import type { TestGateway } from '../../test/gateway/TestGateway.js';

describe('submit', () => {
  const community = communityGateway();
  let network: TestGateway;
  let contract: Contract;

  beforeEach(async () => {
    network = await community.start();
    contract = network.connect('TradersMSP').getNetwork('mychannel').getContract('acequia');
  });

  afterEach(() => community.stop());

  it('takes the same bytes twice', async () => {
    const transaction = await contract.newProposal('sell').endorse();
    await transaction.submit();
    await transaction.submit();
    expect(network.broadcast).to.have.lengthOf(2);
    expect(network.broadcast[0]).to.deep.equal(network.broadcast[1]);
  });

  it('tells why a transaction was not taken', async () => {
    const transaction = await contract.newProposal('sell').endorse();
    const refusals = [
      { answer: { status: common.Status.FORBIDDEN, info: 'no' }, said: 'status=FORBIDDEN, info=no' },
      {
        answer: { status: common.Status.SERVICE_UNAVAILABLE, info: 'store full' },
        said: 'status=SERVICE_UNAVAILABLE, info=store full',
      },
    ];
    for (const { answer, said } of refusals) {
      network.answer = answer;
      expect(await failureOf(transaction.submit())).to.deep.equal({
        code: status.UNAVAILABLE,
        text: 'insufficient number of orderers could successfully process transaction to satisfy quorum requirement',
        details: [`OrdererMSP orderer:7050: received unsuccessful response from orderer: ${said}`],
      });
    }
  });

  it('refuses what is no signed transaction of the channel', async () => {
    const request = new gateway.SubmitRequest();
    expect((await network.call('submit', request)).message).to.equal(
      '3 INVALID_ARGUMENT: a prepared transaction is required',
    );
    const envelope = new common.Envelope();
    request.setPreparedTransaction(envelope);
    expect((await network.call('submit', request)).message).to.equal(
      '3 INVALID_ARGUMENT: prepared transaction must be signed',
    );
    envelope.setSignature(Buffer.from('x'));
    request.setChannelId('elsewhere');
    expect((await network.call('submit', request)).message).to.equal(
      '9 FAILED_PRECONDITION: failed to get config for channel [elsewhere]: could not get last config for channel elsewhere',
    );
    expect(network.broadcast).to.deep.equal([]);
  });
});
