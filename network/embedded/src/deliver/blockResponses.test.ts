import type { ServiceError } from '@grpc/grpc-js';
import { common } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { DeliverScene } from '../../test/deliver/DeliverScene.js';
import { firstOf } from '../../test/foreign/firstOf.js';
import type { Ledger } from '../ledger/Ledger.js';

describe('deliverService, of what a client may see of a block', () => {
  let scene: DeliverScene;

  beforeEach(async () => {
    scene = await DeliverScene.open();
  });
  afterEach(async () => {
    await scene.close();
  });

  it('filters blocks: ids, types, codes, and events without their payload', async () => {
    const events = await scene.network
      .connect('PublicMSP')
      .getNetwork('mychannel')
      .getFilteredBlockEvents({ startBlock: 0n });
    const [config, first] = await firstOf(events, 2);
    expect(config?.getFilteredTransactionsList().map((tx) => tx.toObject())).to.deep.equal([
      { txid: 'config', type: common.HeaderType.CONFIG, txValidationCode: 0, transactionActions: undefined },
    ]);
    const event = { chaincodeId: 'acequia', txId: 't1', eventName: 'sold', payload: '' };
    expect(first?.toObject()).to.deep.equal({
      channelId: 'mychannel',
      number: 1,
      filteredTransactionsList: [
        {
          txid: 't1',
          type: common.HeaderType.ENDORSER_TRANSACTION,
          txValidationCode: 0,
          transactionActions: { chaincodeActionsList: [{ chaincodeEvent: event }] },
        },
        {
          txid: 't2',
          type: common.HeaderType.ENDORSER_TRANSACTION,
          txValidationCode: 11,
          transactionActions: { chaincodeActionsList: [] },
        },
      ],
    });
  });

  it('gives private data of memberOnlyRead collections to their members only', async () => {
    const write = (tx: number, collection: string): ReturnType<Ledger['privateWrites']>[number] => ({
      tx,
      namespace: 'acequia',
      collection,
      rwset: Buffer.from(`${collection} of ${tx}`),
    });
    const writes = [
      write(0, 'home1'),
      write(0, 'open'),
      write(1, 'home1'),
      write(1, '_implicit_org_CommunityMSP'),
    ];
    scene.network.local.blocks.setPrivateWrites(1, writes);
    expect(await privateData('SH1MSP')).to.deep.equal({
      0: ['home1 of 0', 'open of 0'],
      1: ['home1 of 1', '_implicit_org_CommunityMSP of 1'],
    });
    expect(await privateData('PublicMSP')).to.deep.equal({
      0: ['open of 0'],
      1: ['_implicit_org_CommunityMSP of 1'],
    });
  });

  it('fails the stream when a collection is not defined', async () => {
    scene.network.local.blocks.setPrivateWrites(0, [
      { tx: 0, namespace: 'acequia', collection: 'gone', rwset: new Uint8Array() },
    ]);
    const failure = await new Promise<ServiceError>((resolve) => {
      const stream = scene.open('deliverWithPrivateData');
      stream.on('error', resolve);
      stream.resume();
      stream.write(scene.envelope({ start: 0, stop: 0 }));
    });
    expect(failure.message).to.equal(
      '2 UNKNOWN: no collection config was found for collection gone for chaincode acequia',
    );
  });

  async function privateData(mspId: string): Promise<Record<number, string[]>> {
    const events = await scene.network
      .connect(mspId)
      .getNetwork('mychannel')
      .getBlockAndPrivateDataEvents({ startBlock: 1n });
    const [received] = await firstOf(events, 1);
    const found: Record<number, string[]> = {};
    received
      ?.getPrivateDataMapMap()
      .forEach((writes: { getNsPvtRwsetList(): PrivateNamespace[] }, tx: number) => {
        found[tx] = writes
          .getNsPvtRwsetList()
          .flatMap((namespace) => namespace.getCollectionPvtRwsetList())
          .map((collection) => Buffer.from(collection.getRwset_asU8()).toString());
      });
    return found;
  }
});

interface PrivateNamespace {
  getCollectionPvtRwsetList(): { getRwset_asU8(): Uint8Array }[];
}
