import { status } from '@grpc/grpc-js';
import type { ChaincodeEvent, Network } from '@hyperledger/fabric-gateway';
import { gateway, orderer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { communityGateway } from '../../test/gateway/communityGateway.js';
import { failureOf } from '../../test/gateway/failureOf.js';
import { testBlock } from '../../test/gateway/testBlock.js';
import type { TestGateway } from '../../test/gateway/TestGateway.js';
import { until } from '../../test/ordering/until.js';
import type { Peer } from '../peer/Peer.js';
import { chaincodeEvents } from './chaincodeEvents.js';

describe('chaincodeEvents', () => {
  const community = communityGateway();
  let network: TestGateway;
  let channel: Network;

  beforeEach(async () => {
    network = await community.start();
    channel = network.connect('TradersMSP').getNetwork('mychannel');
  });

  afterEach(() => community.stop());

  beforeEach(() => {
    const event = (chaincode: string, name: string): object => ({
      event: { chaincode, name, payload: name },
    });
    const blocks = [
      [
        { txId: 't0', ...event('acequia', 'a') },
        { txId: 't1', ...event('homes', 'b') },
      ],
      [{ txId: 't2', code: 11, ...event('acequia', 'c') }, { txId: 't3' }],
      [
        { txId: 't4', ...event('acequia', 'd') },
        { txId: 't5', ...event('acequia', 'e') },
      ],
    ];
    blocks.forEach((transactions, number) => {
      const { block, transactions: indexed } = testBlock(number, transactions);
      network.local.commit(block, indexed);
    });
  });

  it("tells the events of one chaincode's valid transactions from a block on, and those that come", async () => {
    const events = await channel.getChaincodeEvents('acequia', { startBlock: 0n });
    expect(await take(events, 3)).to.deep.equal(['0 t0 a', '2 t4 d', '2 t5 e']);
    const more = await channel.getChaincodeEvents('acequia', { startBlock: 2n });
    const following = take(more, 3);
    const { block, transactions } = testBlock(3, [
      { txId: 't6', event: { chaincode: 'acequia', name: 'f' } },
    ]);
    network.local.commit(block, transactions);
    expect(await following).to.deep.equal(['2 t4 d', '2 t5 e', '3 t6 f']);
  });

  it('goes on behind a checkpoint', async () => {
    const checkpoint = { getBlockNumber: () => 2n, getTransactionId: () => 't4' };
    const events = await channel.getChaincodeEvents('acequia', { checkpoint });
    expect(await take(events, 1)).to.deep.equal(['2 t5 e']);
  });

  it('starts with the next block unless told', async () => {
    const events = await channel.getChaincodeEvents('acequia');
    const following = take(events, 1);
    await until(() => network.local.waiting === 1);
    const { block, transactions } = testBlock(3, [
      { txId: 't6', event: { chaincode: 'acequia', name: 'f' } },
    ]);
    network.local.commit(block, transactions);
    expect(await following).to.deep.equal(['3 t6 f']);
  });

  it('lets others run, and ends with its client, while it reads old blocks without events', async () => {
    const { bundle } = network.channel;
    const signer = network.channel.identity('TradersMSP', 'client');
    const first = new orderer.SeekSpecified();
    const position = new orderer.SeekPosition();
    position.setSpecified(first);
    const request = new gateway.ChaincodeEventsRequest();
    request.setChannelId('mychannel');
    request.setIdentity(signer.serialized);
    request.setChaincodeId('nobody');
    request.setStartPosition(position);
    const signed = new gateway.SignedChaincodeEventsRequest();
    signed.setRequest(request.serializeBinary());
    signed.setSignature(signer.sign(request.serializeBinary()));
    const { block } = testBlock(0, []);
    let read = 0;
    const endless: Peer = {
      ...{ mspId: 'TradersMSP', address: '', identity: signer, height: Number.MAX_SAFE_INTEGER },
      block: () => {
        read += 1;
        if (read > 10_000_000) throw new RangeError('nobody else ran');
        return block;
      },
      locate: () => undefined,
      waitForBlock: () => Promise.resolve(),
      waitForTransaction: () => Promise.reject(new Error('not asked')),
      processProposal: () => Promise.reject(new Error('not asked')),
    };
    const left = new AbortController();
    setImmediate(() => {
      left.abort(new Error('the client has left'));
    });
    const events = chaincodeEvents(signed, { peer: endless, bundle }, left.signal);
    let failure: unknown;
    try {
      await events.next();
    } catch (error) {
      failure = error;
    }
    expect(failure).to.equal(left.signal.reason);
  });

  it('refuses strangers, and positions that are none here', async () => {
    const stranger = network.connect('OrdererMSP').getNetwork('mychannel');
    const events = await stranger.getChaincodeEvents('acequia', { startBlock: 0n });
    expect((await failureOf(take(events, 1))).code).to.equal(status.PERMISSION_DENIED);
    const position = new orderer.SeekPosition();
    position.setOldest(new orderer.SeekOldest());
    const signer = network.channel.identity('SH1MSP', 'client');
    const request = new gateway.ChaincodeEventsRequest();
    request.setChannelId('mychannel');
    request.setIdentity(signer.serialized);
    request.setStartPosition(position);
    const signed = new gateway.SignedChaincodeEventsRequest();
    signed.setRequest(request.serializeBinary());
    const oldest = await network
      .connect('SH1MSP')
      .newSignedChaincodeEventsRequest(signed.serializeBinary(), signer.sign(request.serializeBinary()))
      .getEvents();
    expect(await failureOf(take(oldest, 1))).to.deep.equal({
      code: status.INVALID_ARGUMENT,
      text: 'invalid start position type: *orderer.SeekPosition_Oldest',
      details: [],
    });
  });
});

async function take(
  events: AsyncIterable<ChaincodeEvent> & { close(): void },
  count: number,
): Promise<string[]> {
  const taken: string[] = [];
  try {
    for await (const { blockNumber, transactionId, eventName } of events) {
      taken.push(`${blockNumber.toString()} ${transactionId} ${eventName}`);
      if (taken.length === count) break;
    }
  } finally {
    events.close();
  }
  return taken;
}
