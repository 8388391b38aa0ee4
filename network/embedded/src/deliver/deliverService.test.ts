import { Metadata, status, type ClientDuplexStream, type ServiceError } from '@grpc/grpc-js';
import { common, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { seekEnvelope, type Seek } from '../../test/gateway/seekEnvelope.js';
import { testBlock, type TestTransaction } from '../../test/gateway/testBlock.js';
import { TestGateway } from '../../test/gateway/TestGateway.js';
import { until } from '../../test/ordering/until.js';
import type { Ledger } from '../ledger/Ledger.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';

type Stream = ClientDuplexStream<common.Envelope, peer.DeliverResponse>;
type Method = 'deliver' | 'deliverFiltered' | 'deliverWithPrivateData';

type TestSeek = Omit<Seek, 'signer'> & { readonly signer?: SigningIdentity };

describe('deliverService', () => {
  let network: TestGateway;
  let client: SigningIdentity;

  beforeEach(async () => {
    network = new TestGateway({
      mspIds: ['CommunityMSP', 'SH1MSP', 'PublicMSP'],
      peerless: ['PublicMSP'],
      of: 'CommunityMSP',
      chaincodes: [
        {
          name: 'acequia',
          policy: "AND('CommunityMSP.peer','SH1MSP.peer')",
          collections: [
            { name: 'home1', policy: "OR('CommunityMSP.member','SH1MSP.member')", memberOnlyRead: true },
            { name: 'open', policy: "OR('CommunityMSP.member')" },
          ],
        },
      ],
    });
    await network.start();
    client = network.channel.identity('PublicMSP', 'client');
    commit([{ txId: 'config', type: common.HeaderType.CONFIG }]);
    commit([
      { txId: 't1', event: { chaincode: 'acequia', name: 'sold', payload: 'secret' } },
      { txId: 't2', code: peer.TxValidationCode.MVCC_READ_CONFLICT },
    ]);
    commit([{ txId: 't3' }]);
  });

  afterEach(async () => {
    await network.stop();
    expect(network.reported).to.deep.equal([]);
  });

  it('delivers the blocks that were asked for', async () => {
    expect(await answers({ start: 'oldest', stop: 'newest' })).to.deep.equal([0, 1, 2, 'SUCCESS']);
    expect(await answers({ start: 'oldest', stop: 'oldest' })).to.deep.equal([0, 'SUCCESS']);
    expect(await answers({ start: 'newest', stop: 'newest' })).to.deep.equal([2, 'SUCCESS']);
    expect(await answers({ start: 1, stop: 1 })).to.deep.equal([1, 'SUCCESS']);
    expect(await answers({ start: 1, stop: 99, failIfNotReady: true })).to.deep.equal([1, 2, 'NOT_FOUND']);
    expect(await answers({ start: 'nextCommit', stop: 99, failIfNotReady: true })).to.deep.equal([
      'NOT_FOUND',
    ]);
  });

  it('refuses positions that are none', async () => {
    expect(await answers({ start: 4, stop: 9 })).to.deep.equal(['NOT_FOUND']);
    expect(await answers({ start: 'none', stop: 'newest' })).to.deep.equal(['NOT_FOUND']);
    expect(await answers({ start: 2, stop: 1 })).to.deep.equal(['BAD_REQUEST']);
    expect(await answers({ start: undefined, stop: 'newest' })).to.deep.equal(['BAD_REQUEST']);
    expect(await answers({ start: 'oldest', stop: undefined })).to.deep.equal(['BAD_REQUEST']);
  });

  it('waits for blocks that are not there yet', async () => {
    const waiting = answers({ start: 2, stop: 3 });
    await until(() => network.local.waiting === 1);
    commit([{ txId: 't4' }]);
    expect(await waiting).to.deep.equal([2, 3, 'SUCCESS']);
  });

  it('answers one request after the other on a stream', async () => {
    const stream = open('deliver');
    const reading = read(stream, 4);
    stream.write(envelope({ start: 0, stop: 0 }));
    stream.write(envelope({ start: 2, stop: 2 }));
    expect(await reading).to.deep.equal([0, 'SUCCESS', 2, 'SUCCESS']);
  });

  it('refuses unknown channels, strangers, wrong signatures and old requests', async () => {
    const all = { start: 'oldest', stop: 'newest' } as const;
    const stranger = network.channel.identity('OrdererMSP', 'client');
    expect(await answers({ ...all, channel: 'elsewhere' })).to.deep.equal(['NOT_FOUND']);
    expect(await answers({ ...all, signer: stranger })).to.deep.equal(['FORBIDDEN']);
    const forger = { ...client, sign: (bytes: Uint8Array) => stranger.sign(bytes) };
    expect(await answers({ ...all, signer: forger })).to.deep.equal(['FORBIDDEN']);
    expect(await answers({ ...all, ageMs: 16 * 60_000 })).to.deep.equal(['BAD_REQUEST']);
    expect(await answers({ ...all, ageMs: -16 * 60_000 })).to.deep.equal(['BAD_REQUEST']);
    expect(await answers({ ...all, ageMs: 14 * 60_000 })).to.deep.equal([0, 1, 2, 'SUCCESS']);
    const junk = new common.Envelope();
    expect(await exchange(junk)).to.deep.equal(['BAD_REQUEST']);
    junk.setPayload(Buffer.from('junk'));
    expect(await exchange(junk)).to.deep.equal(['BAD_REQUEST']);
  });

  it('ends when the certificate expires', async () => {
    const waiting = answers({ start: 2, stop: 9 });
    await until(() => network.local.waiting === 1);
    // The request's own time is past its check by now.
    network.now = () => new Date(Date.now() + 20 * 365 * 24 * 3_600_000);
    commit([{ txId: 't4' }]);
    expect(await waiting).to.deep.equal([2, 'FORBIDDEN']);
  });

  it('filters blocks: ids, types, codes, and events without their payload', async () => {
    const events = await network
      .connect('PublicMSP')
      .getNetwork('mychannel')
      .getFilteredBlockEvents({ startBlock: 0n });
    const [config, first] = await take(events, 2);
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
    network.local.blocks.setPrivateWrites(1, writes);
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
    network.local.blocks.setPrivateWrites(0, [
      { tx: 0, namespace: 'acequia', collection: 'gone', rwset: new Uint8Array() },
    ]);
    const failure = await new Promise<ServiceError>((resolve) => {
      const stream = open('deliverWithPrivateData');
      stream.on('error', resolve);
      stream.resume();
      stream.write(envelope({ start: 0, stop: 0 }));
    });
    expect(failure.message).to.equal(
      '2 UNKNOWN: no collection config was found for collection gone for chaincode acequia',
    );
  });

  it('reads no further ahead than a slow client takes', async () => {
    for (let number = 3; number < 13; number += 1) commit([{ txId: 'x'.repeat(200_000) }]);
    // A plain HTTP/2 client: the gRPC one reads ahead whether or not it is paused.
    const session = network.session();
    const stream = session.request({
      ':method': 'POST',
      ':path': peer.DeliverService.deliver.path,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.on('error', () => undefined);
    const message = envelope({ start: 3, stop: 99 }).serializeBinary();
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(message.length, 1);
    network.local.read = 0;
    stream.write(Buffer.concat([prefix, message]));
    await until(() => network.local.read > 0);
    await pause(300);
    expect(network.local.read).to.equal(1);
    session.destroy();
  });

  it('frees its places when clients leave', async () => {
    await network.stop();
    network = new TestGateway({
      mspIds: ['CommunityMSP'],
      of: 'CommunityMSP',
      chaincodes: [],
      concurrency: 1,
    });
    await network.start();
    client = network.channel.identity('CommunityMSP', 'client');
    const stream = open('deliver');
    stream.on('error', () => undefined);
    stream.resume();
    stream.write(envelope({ start: 'nextCommit', stop: 99 }));
    await until(() => network.local.waiting === 1);
    const refused = await new Promise<ServiceError>((resolve) =>
      open('deliver').on('error', resolve).resume(),
    );
    expect(refused.details).to.equal(
      'too many requests for /protos.Deliver, exceeding concurrency limit (1)',
    );
    expect(refused.code).to.equal(status.UNKNOWN);
    stream.cancel();
    await until(() => network.local.waiting === 0);
    expect(await answers({ start: 5, stop: 9 })).to.deep.equal(['NOT_FOUND']);
  });

  function commit(transactions: readonly TestTransaction[]): void {
    const { block, transactions: indexed } = testBlock(network.local.height, transactions);
    network.local.commit(block, indexed);
  }

  async function privateData(mspId: string): Promise<Record<number, string[]>> {
    const events = await network
      .connect(mspId)
      .getNetwork('mychannel')
      .getBlockAndPrivateDataEvents({ startBlock: 1n });
    const [received] = await take(events, 1);
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

  async function answers(seek: TestSeek): Promise<(number | string)[]> {
    return exchange(envelope(seek));
  }

  async function exchange(request: common.Envelope): Promise<(number | string)[]> {
    const stream = open('deliver');
    stream.end(request);
    return read(stream);
  }

  function open(method: Method): Stream {
    const { path } = peer.DeliverService[method];
    return network.client().makeBidiStreamRequest(
      path,
      (message: common.Envelope) => Buffer.from(message.serializeBinary()),
      (bytes: Buffer) => peer.DeliverResponse.deserializeBinary(bytes),
      new Metadata(),
    );
  }

  function envelope(seek: TestSeek): common.Envelope {
    return seekEnvelope({ signer: client, ...seek });
  }
});

interface PrivateNamespace {
  getCollectionPvtRwsetList(): { getRwset_asU8(): Uint8Array }[];
}

/** Numbers of blocks and names of statuses, to the end of the stream or so many. */
async function read(stream: Stream, count = Number.POSITIVE_INFINITY): Promise<(number | string)[]> {
  const answers: (number | string)[] = [];
  return new Promise((resolve, reject) => {
    stream.on('data', (response: peer.DeliverResponse) => {
      answers.push(response.getBlock()?.getHeader()?.getNumber() ?? statusName(response.getStatus()));
      if (answers.length === count) resolve(answers);
    });
    stream.on('end', () => {
      resolve(answers);
    });
    stream.on('error', reject);
  });
}

function statusName(code: number): string {
  return Object.entries(common.Status).find(([, value]) => value === code)?.[0] ?? String(code);
}

async function take<Item>(items: AsyncIterable<Item> & { close(): void }, count: number): Promise<Item[]> {
  const taken: Item[] = [];
  try {
    for await (const item of items) {
      taken.push(item);
      if (taken.length === count) break;
    }
  } finally {
    items.close();
  }
  return taken;
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
