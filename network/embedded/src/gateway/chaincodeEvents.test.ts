import { status } from '@grpc/grpc-js';
import type { ChaincodeEvent, Network } from '@hyperledger/fabric-gateway';
import { gateway, orderer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { communityGateway } from '../../test/gateway/communityGateway.js';
import { failureOf } from '../../test/gateway/failureOf.js';
import { testBlock } from '../../test/gateway/testBlock.js';
import type { TestGateway } from '../../test/gateway/TestGateway.js';

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
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { block, transactions } = testBlock(3, [
      { txId: 't6', event: { chaincode: 'acequia', name: 'f' } },
    ]);
    network.local.commit(block, transactions);
    expect(await following).to.deep.equal(['3 t6 f']);
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
