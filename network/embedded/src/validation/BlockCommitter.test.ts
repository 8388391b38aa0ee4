import { common } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { TestChain } from '../../test/validation/TestChain.js';
import { blockDataHash } from '../blocks/blockDataHash.js';
import { blockHeaderHash } from '../blocks/blockHeaderHash.js';
import { LedgerStoreError } from '../ledger/LedgerStoreError.js';
import { SqliteLedger } from '../ledger/SqliteLedger.js';
import { signBlock } from '../ordering/signBlock.js';
import { BlockCommitter } from './BlockCommitter.js';
import { BlockError } from './BlockError.js';
import { BlockUpdates } from './BlockUpdates.js';
import { commitHash } from './commitHash.js';

const { COMMIT_HASH, TRANSACTIONS_FILTER } = common.BlockMetadataIndex;

describe('BlockCommitter', () => {
  const file = temporaryFolder();
  let chain: TestChain;
  let count = 0;

  beforeEach(async () => {
    count += 1;
    chain = await TestChain.open(file(`committer${count}`));
  });

  const put = (key: string, value = 'value'): common.Envelope =>
    chain.transaction({
      run: (simulator) => {
        simulator.setState('basic', key, Buffer.from(value));
      },
    });

  async function failure(block: common.Block): Promise<unknown> {
    try {
      await chain.committer.commit(block);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  function slot(block: common.Block | undefined, index: number): Uint8Array {
    return block?.getMetadata()?.getMetadataList_asU8()[index] ?? new Uint8Array();
  }

  function commitHashIn(number: number): string {
    const bytes = slot(chain.ledger.block(number), COMMIT_HASH);
    return Buffer.from(common.Metadata.deserializeBinary(bytes).getValue_asU8()).toString('hex');
  }

  it('takes block 0 as it is, valid and without commit hash', () => {
    const block = chain.ledger.block(0);
    expect([...slot(block, TRANSACTIONS_FILTER)]).to.deep.equal([0]);
    expect(slot(block, COMMIT_HASH)).to.have.lengthOf(0);
    expect(chain.notices).to.have.lengthOf(1);
    const txId = chain.notices[0]?.transactions[0]?.txId ?? '';
    expect(txId).to.match(/^[0-9a-f]{64}$/);
    expect(chain.ledger.locate(txId)).to.deep.equal({ block: 0, index: 0, code: 0 });
  });

  it('appends blocks that are chained by their hashes, and chains what they did', async () => {
    await chain.commit(put('a'));
    await chain.commit();
    const blocks = [0, 1, 2].map(
      (number) => chain.ledger.block(number)?.getHeader() ?? new common.BlockHeader(),
    );
    for (const number of [1, 2]) {
      const previous = blocks[number - 1] ?? new common.BlockHeader();
      expect(
        Buffer.compare(blocks[number]?.getPreviousHash_asU8() ?? new Uint8Array(), blockHeaderHash(previous)),
      ).to.equal(0);
    }
    const updates = new BlockUpdates();
    const version = { block: 1, tx: 0 };
    updates.put({ space: 'basic', namespace: 'basic', collection: '' }, 'a', {
      entry: { value: Buffer.from('value'), metadata: new Map(), version },
      version,
    });
    const first = Buffer.from(commitHash(Uint8Array.of(0), updates, new Uint8Array()));
    const second = Buffer.from(commitHash(new Uint8Array(), new BlockUpdates(), first));
    expect([commitHashIn(1), commitHashIn(2)]).to.deep.equal([first.toString('hex'), second.toString('hex')]);
  });

  it('goes on after a restart as if there had been none', async () => {
    await chain.commit(put('a'));
    chain.ledger.close();
    const reopened = SqliteLedger.open(file(`committer${count}`));
    const committer = new BlockCommitter({
      bundle: chain.bundle,
      ledger: reopened,
      transient: reopened.transientStore,
      definitions: () => chain.definitions,
      memberMspIds: ['Org1MSP'],
      onCommitted: () => undefined,
      onInvalid: () => undefined,
    });
    await committer.commit(chain.block());
    const first = common.Metadata.deserializeBinary(slot(reopened.block(1), COMMIT_HASH)).getValue_asU8();
    const second = common.Metadata.deserializeBinary(slot(reopened.block(2), COMMIT_HASH)).getValue_asU8();
    expect(Buffer.from(second)).to.deep.equal(
      Buffer.from(commitHash(new Uint8Array(), new BlockUpdates(), first)),
    );
    reopened.close();
  });

  describe('refuses', () => {
    const spoilings: readonly {
      readonly title: string;
      readonly spoil: (block: common.Block, header: common.BlockHeader) => void;
      readonly message: RegExp;
    }[] = [
      {
        title: 'a block that skips one',
        spoil: (block, header) => {
          header.setNumber(2);
          signBlock(block, chain.orderer, 0);
        },
        message: /^Claimed seqNum is \[1\] but actual seqNum inside block is \[2\]$/,
      },
      {
        title: 'a block that does not follow the newest one',
        spoil: (block, header) => {
          header.setPreviousHash(Buffer.alloc(32));
          signBlock(block, chain.orderer, 0);
        },
        message: /^unexpected Previous block hash\. Expected PreviousHash = \[[0-9a-f]{64}\], .*= \[0{64}\]$/,
      },
      {
        title: 'other data than its header has the hash of',
        spoil: (block) => block.getData()?.setDataList([put('b').serializeBinary()]),
        message:
          /^Header\.DataHash is different from Hash\(block\.Data\) for block with id \[1\] on channel \[energy\]$/,
      },
      {
        title: 'other data with their hash, without a new signature',
        spoil: (block, header) => {
          const data = new common.BlockData();
          header.setDataHash(blockDataHash(data));
          block.setData(data);
        },
        message: /^implicit policy evaluation failed - 0 sub-policies were satisfied/,
      },
      {
        title: "a peer's signature",
        spoil: (block) => {
          signBlock(block, chain.peer('Org1MSP'), 0);
        },
        message: /^implicit policy evaluation failed - 0 sub-policies were satisfied/,
      },
      {
        title: 'a block without metadata',
        spoil: (block) => {
          block.clearMetadata();
        },
        message: /^no signatures in block metadata$/,
      },
      {
        title: 'signatures that are none',
        spoil: (block) => block.getMetadata()?.setMetadataList([Buffer.of(0xff)]),
        message: /^error unmarshalling signatures from metadata$/,
      },
      {
        title: 'a block without header',
        spoil: (block) => {
          block.clearHeader();
        },
        message: /^Invalid Block on channel \[energy\]/,
      },
    ];
    for (const { title, spoil, message } of spoilings) {
      it(title, async () => {
        const block = chain.block(put('a'));
        spoil(block, block.getHeader() ?? new common.BlockHeader());
        const error = await failure(block);
        expect(error).to.be.instanceOf(BlockError);
        expect(error).to.have.property('message').that.matches(message);
        expect(chain.ledger.height).to.equal(1);
        expect(chain.notices).to.have.lengthOf(1);
      });
    }

    it('two blocks at once', async () => {
      const first = chain.committer.commit(chain.block(put('a')));
      expect(await failure(chain.block(put('b')))).to.have.property(
        'message',
        'another block is being committed',
      );
      await first;
      expect(chain.ledger.height).to.equal(2);
    });
  });

  it('does nothing for a block that is committed already', async () => {
    const block = chain.block(put('a'));
    await chain.committer.commit(block);
    await chain.committer.commit(block);
    expect(chain.ledger.height).to.equal(2);
    expect(chain.notices).to.have.lengthOf(2);
  });

  it('writes nothing when the store is full, and takes the same block later', async () => {
    const path = file('full');
    const small = SqliteLedger.open(path, { maxBytes: 400_000 });
    const notices: number[] = [];
    const options = {
      bundle: chain.bundle,
      definitions: () => chain.definitions,
      memberMspIds: ['Org1MSP'],
      onCommitted: (block: common.Block) => {
        notices.push(block.getHeader()?.getNumber() ?? -1);
      },
      onInvalid: () => undefined,
    };
    const committer = new BlockCommitter({ ...options, ledger: small, transient: small.transientStore });
    await committer.commit(chain.genesis);
    const block = chain.block(put('large', 'x'.repeat(300_000)));
    let error: unknown;
    try {
      await committer.commit(block);
    } catch (caught) {
      error = caught;
    }
    expect(error).to.be.instanceOf(LedgerStoreError).with.property('code', 'STORE_FULL');
    expect([small.height, notices]).to.deep.equal([1, [0]]);
    small.close();

    const roomy = SqliteLedger.open(path);
    await new BlockCommitter({ ...options, ledger: roomy, transient: roomy.transientStore }).commit(block);
    expect([roomy.height, notices]).to.deep.equal([2, [0, 1]]);
    roomy.close();
  });

  it('lets others have their turn while it judges a large block', async () => {
    const envelopes = Array.from({ length: 300 }, (_, index) => put(`key${index}`));
    const block = chain.block(...envelopes);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const started = performance.now();
    await chain.committer.commit(block);
    const took = performance.now() - started;
    clearInterval(timer);
    expect(turns).to.be.greaterThan(Math.floor(took / 100));
    expect(chain.notices.at(-1)?.transactions.every(({ code }) => code === 0)).to.equal(true);
  });
});
