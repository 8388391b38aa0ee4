import { setTimeout as sleep } from 'node:timers/promises';
import { common } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { TestChannel } from '../../test/channel/TestChannel.js';
import { transactionEnvelope, type TransactionContent } from '../../test/validation/transactionEnvelope.js';
import { until } from '../../test/ordering/until.js';
import { blockDataHash } from '../blocks/blockDataHash.js';
import { blockHeaderHash } from '../blocks/blockHeaderHash.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { LedgerStoreError } from '../ledger/LedgerStoreError.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import { verifyBlock } from '../validation/verifyBlock.js';
import type { Committer } from './Committer.js';
import { Orderer, type OrdererOptions } from './Orderer.js';

const { BAD_REQUEST, SERVICE_UNAVAILABLE, SUCCESS } = common.Status;
const ACCEPTED = { status: SUCCESS, info: '' };

/** Keeps blocks, and fails or waits when told to. */
class ScriptedCommitter implements Committer {
  readonly blocks: common.Block[] = [];
  attempts = 0;
  failure: Error | undefined;
  gate: Promise<void> = Promise.resolve();

  async commit(block: common.Block): Promise<void> {
    this.attempts += 1;
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
    this.blocks.push(block);
  }

  get sizes(): readonly number[] {
    return this.blocks.map((block) => block.getData()?.getDataList().length ?? 0);
  }
}

describe('Orderer', () => {
  let channel: TestChannel;
  let bundle: ChannelBundle;
  let client: SigningIdentity;
  let identity: SigningIdentity;
  let genesis: common.Block;
  let committer: ScriptedCommitter;
  let orderer: Orderer;
  const failures: string[] = [];
  const waits = { firstMs: 5, longestMs: 20, closingMs: 50 };

  before(() => {
    channel = TestChannel.create('Org1MSP');
    bundle = {
      ...channel.bundle(),
      batch: { timeoutMs: 20, maxMessages: 3, absoluteMaxBytes: 20_000, preferredMaxBytes: 10_000 },
    };
    client = channel.organisation('Org1MSP').identity('client');
    identity = channel.orderer.identity('orderer');
    genesis = channel.block();
  });

  beforeEach(() => {
    failures.length = 0;
    committer = new ScriptedCommitter();
    orderer = open({});
  });

  afterEach(async () => {
    committer.failure = undefined;
    await orderer.stop();
  });

  function open(options: Partial<OrdererOptions>): Orderer {
    return new Orderer({
      bundle,
      identity,
      ledger: { height: 1, lastHash: blockHeaderHash(genesis.getHeader() ?? new common.BlockHeader()) },
      committer,
      waits,
      onFailed: (error, number) => {
        failures.push(`${number}: ${error.message}`);
      },
      ...options,
    });
  }

  function envelope(content: Partial<TransactionContent> = {}): common.Envelope {
    const results = new Uint8Array();
    return transactionEnvelope({ creator: client, endorsers: [], chaincode: 'basic', results, ...content });
  }

  it('cuts a block when there are enough messages, without waiting', async () => {
    for (let index = 0; index < 3; index += 1) expect(orderer.broadcast(envelope())).to.deep.equal(ACCEPTED);
    await until(() => committer.blocks.length > 0);
    expect(committer.sizes).to.deep.equal([3]);
  });

  it('cuts a block when the time is up, counted from its first message', async () => {
    orderer = open({ bundle: { ...bundle, batch: { ...bundle.batch, timeoutMs: 1_200 } } });
    const started = performance.now();
    orderer.broadcast(envelope());
    await sleep(800);
    orderer.broadcast(envelope());
    expect(committer.attempts).to.equal(0);
    await until(() => committer.blocks.length > 0);
    expect(performance.now() - started).to.be.within(1_195, 1_990);
    expect(committer.sizes).to.deep.equal([2]);
  });

  it('makes blocks that follow each other and that every peer believes', async () => {
    const sent = Array.from({ length: 7 }, () => envelope());
    for (const message of sent) orderer.broadcast(message);
    await orderer.stop();
    expect(committer.sizes).to.deep.equal([3, 3, 1]);
    let previous = genesis.getHeader() ?? new common.BlockHeader();
    committer.blocks.forEach((block, index) => {
      verifyBlock(block, { height: index + 1, lastHash: blockHeaderHash(previous) }, bundle);
      previous = block.getHeader() ?? new common.BlockHeader();
      expect(previous.getNumber()).to.equal(index + 1);
      const data = block.getData() ?? new common.BlockData();
      expect(Buffer.compare(previous.getDataHash_asU8(), blockDataHash(data))).to.equal(0);
    });
    const held = committer.blocks.flatMap((block) => block.getData()?.getDataList_asU8() ?? []);
    expect(held.map((bytes) => Buffer.from(bytes).toString('hex'))).to.deep.equal(
      sent.map((message) => Buffer.from(message.serializeBinary()).toString('hex')),
    );
  });

  it('writes into the metadata what a peer reads there', async () => {
    orderer.broadcast(envelope());
    await orderer.stop();
    const slots = committer.blocks[0]?.getMetadata()?.getMetadataList_asU8() ?? [];
    expect(slots.map(({ length }) => length > 0)).to.deep.equal([true, false, false, false, false]);
    const metadata = common.Metadata.deserializeBinary(slots[0] ?? new Uint8Array());
    const value = common.OrdererBlockMetadata.deserializeBinary(metadata.getValue_asU8());
    expect(value.getLastConfig()?.getIndex()).to.equal(0);
    const signature = metadata.getSignaturesList()[0];
    const header = common.SignatureHeader.deserializeBinary(
      signature?.getSignatureHeader_asU8() ?? new Uint8Array(),
    );
    expect(header.getNonce_asU8()).to.have.lengthOf(24);
    expect(Buffer.compare(header.getCreator_asU8(), identity.serialized)).to.equal(0);
  });

  describe('refuses', () => {
    it('what may not be ordered', async () => {
      expect(orderer.broadcast(new common.Envelope())).to.deep.equal({
        status: BAD_REQUEST,
        info: 'could not determine channel ID: header not set',
      });
      await orderer.stop();
      expect(committer.blocks).to.deep.equal([]);
    });

    it('whom the clock says to have expired', () => {
      orderer = open({ now: () => new Date('2200-01-01') });
      expect(orderer.broadcast(envelope())).to.deep.equal({
        status: BAD_REQUEST,
        info: 'broadcast client identity expired',
      });
    });

    it('what comes after it was stopped', async () => {
      await orderer.stop();
      expect(orderer.broadcast(envelope())).to.deep.equal({
        status: SERVICE_UNAVAILABLE,
        info: 'the ordering service is being stopped',
      });
    });

    it('more than may wait, until there is room again', async () => {
      let release: () => void = () => undefined;
      committer.gate = new Promise((resolve) => {
        release = resolve;
      });
      orderer = open({ limits: { messages: 4, bytes: 1_000_000 } });
      for (let index = 0; index < 4; index += 1)
        expect(orderer.broadcast(envelope())).to.deep.equal(ACCEPTED);
      const refused = orderer.broadcast(envelope());
      expect(refused.status).to.equal(SERVICE_UNAVAILABLE);
      expect(refused.info).to.match(/^4 messages \(\d+ bytes\) wait for their commit already$/);
      release();
      await until(() => committer.blocks.length > 0);
      await sleep(0);
      expect(orderer.broadcast(envelope())).to.deep.equal(ACCEPTED);
    });

    it('more bytes than may wait', () => {
      orderer = open({ limits: { messages: 1000, bytes: 1000 } });
      expect(orderer.broadcast(envelope({ results: Buffer.alloc(1000) }))).to.deep.equal(ACCEPTED);
      expect(orderer.broadcast(envelope()).status).to.equal(SERVICE_UNAVAILABLE);
    });
  });

  describe('when the store does not take a block', () => {
    beforeEach(async () => {
      committer.failure = new LedgerStoreError('STORE_FULL', 'disk full');
      for (let index = 0; index < 4; index += 1) orderer.broadcast(envelope());
      await until(() => failures.length > 0);
    });

    it('says so to whoever sends more, keeps what it has, and goes on in order when it does', async () => {
      expect(orderer.broadcast(envelope())).to.deep.equal({
        status: SERVICE_UNAVAILABLE,
        info: 'block 1 cannot be committed: STORE_FULL: disk full; it is tried again',
      });
      // What is wrong is wrong at any time.
      expect(orderer.broadcast(new common.Envelope()).status).to.equal(BAD_REQUEST);
      await until(() => committer.attempts > 2);
      expect(committer.blocks).to.deep.equal([]);
      committer.failure = undefined;
      await until(() => committer.blocks.length > 1);
      expect(committer.sizes).to.deep.equal([3, 1]);
      expect(orderer.broadcast(envelope())).to.deep.equal(ACCEPTED);
      expect(new Set(failures)).to.deep.equal(new Set(['1: STORE_FULL: disk full']));
    });

    it('commits all when it is stopped and there is room in time', async () => {
      const stopped = orderer.stop();
      committer.failure = undefined;
      await stopped;
      expect(committer.sizes).to.deep.equal([3, 1]);
    });

    it('tells what is lost when it is stopped and there is none', async () => {
      let error: unknown;
      try {
        await orderer.stop();
      } catch (caught) {
        error = caught;
      }
      expect(error)
        .to.be.instanceOf(Error)
        .with.property(
          'message',
          '4 accepted messages are lost: block 1 cannot be committed: STORE_FULL: disk full',
        );
      orderer = open({});
    });
  });
});
