import { status } from '@grpc/grpc-js';
import type { Contract } from '@hyperledger/fabric-gateway';
import { gateway, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { communityGateway } from '../../test/gateway/communityGateway.js';
import { failureOf } from '../../test/gateway/failureOf.js';
import { endorsed } from '../../test/gateway/ScriptedPeer.js';
import { testBlock } from '../../test/gateway/testBlock.js';
import type { TestGateway } from '../../test/gateway/TestGateway.js';

describe('commitStatus', () => {
  const community = communityGateway();
  let network: TestGateway;
  let contract: Contract;

  beforeEach(async () => {
    network = await community.start();
    contract = network.connect('TradersMSP').getNetwork('mychannel').getContract('acequia');
  });

  afterEach(() => community.stop());

  it('waits until this peer has committed the transaction, and tells its first status ever after', async () => {
    const submitted = await contract.submitAsync('sell');
    const waiting = submitted.getStatus();
    const txId = submitted.getTransactionId();
    const first = testBlock(0, [{ txId: 'other' }, { txId, code: peer.TxValidationCode.MVCC_READ_CONFLICT }]);
    network.local.commit(first.block, first.transactions);
    const expected = { code: 11, blockNumber: 0n, successful: false, transactionId: txId };
    expect(await waiting).to.deep.equal(expected);
    const second = testBlock(1, [{ txId, code: peer.TxValidationCode.DUPLICATE_TXID }]);
    network.local.commit(second.block, second.transactions);
    expect(await submitted.getStatus()).to.deep.equal(expected);
  });

  it('refuses strangers, unknown channels and requests that are none', async () => {
    const stranger = network.connect('OrdererMSP').getNetwork('mychannel').getContract('acequia');
    network.local.script = () => Promise.resolve(endorsed(network.local.identity));
    const submitted = await stranger.submitAsync('sell');
    const refused = await failureOf(submitted.getStatus());
    expect(refused.code).to.equal(status.PERMISSION_DENIED);
    expect(refused.text).to.match(
      /^Failed evaluating policy on signed data during check policy on channel \[mychannel\] with policy \[\/Channel\/Application\/Readers\]: \[implicit policy evaluation failed - 0 sub-policies were satisfied/,
    );
    const signed = new gateway.SignedCommitStatusRequest();
    expect((await network.call('commitStatus', signed)).message).to.equal(
      '3 INVALID_ARGUMENT: a commit status request is required',
    );
    signed.setRequest(Buffer.from('junk'));
    expect((await network.call('commitStatus', signed)).message).to.equal(
      '3 INVALID_ARGUMENT: invalid status request: proto: cannot parse invalid wire-format data',
    );
    const request = new gateway.CommitStatusRequest();
    request.setChannelId('elsewhere');
    signed.setRequest(request.serializeBinary());
    expect((await network.call('commitStatus', signed)).message).to.equal(
      '7 PERMISSION_DENIED: Failed to get policy manager for channel [elsewhere]',
    );
  });
});
