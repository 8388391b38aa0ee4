import { common, peer } from '@hyperledger/fabric-protos';
import { blockHeaderHash } from '../blocks/blockHeaderHash.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { Definitions } from '../definitions/Definitions.js';
import type { BlockCommit, IndexedTransaction } from '../ledger/BlockCommit.js';
import type { Ledger } from '../ledger/Ledger.js';
import type { TransientStore } from '../ledger/TransientStore.js';
import type { Committer } from '../ordering/Committer.js';
import { BlockError } from './BlockError.js';
import type { BlockTransaction } from './BlockTransaction.js';
import { BlockValidator, type ValidatedBlock } from './BlockValidator.js';
import { commitHash } from './commitHash.js';
import { decoded } from './decoded.js';
import { envelopePartsOf } from './envelopePartsOf.js';
import { indexedTxId } from './indexedTxId.js';
import { setBlockMetadata } from './setBlockMetadata.js';
import { stateExpiriesOf } from './stateExpiriesOf.js';
import { stateUpdatesOf } from './stateUpdatesOf.js';
import { TransientCleaner } from './TransientCleaner.js';
import { verifyBlock } from './verifyBlock.js';

const { VALID } = peer.TxValidationCode;
const { COMMIT_HASH, TRANSACTIONS_FILTER } = common.BlockMetadataIndex;

export interface BlockCommitterOptions {
  readonly bundle: ChannelBundle;
  readonly ledger: Ledger;
  readonly transient: TransientStore;
  readonly definitions: () => Definitions;
  /** Organisations that have a peer: they keep private data. */
  readonly memberMspIds: readonly string[];
  /** Called once for each block, in order, right after its commit. Must not throw. */
  readonly onCommitted: (block: common.Block, transactions: readonly IndexedTransaction[]) => void;
  /** Told of each transaction that does not count, with Fabric's text. Must not throw. */
  readonly onInvalid: (transaction: BlockTransaction, reason: string) => void;
}

/** Validates blocks and appends them to the ledger, as every peer of Fabric does: once for all peers of this network. */
export class BlockCommitter implements Committer {
  readonly #options: BlockCommitterOptions;
  readonly #validator: BlockValidator;
  readonly #cleaner: TransientCleaner;
  #busy = false;

  constructor(options: BlockCommitterOptions) {
    const { bundle, ledger, transient, memberMspIds, onInvalid } = options;
    this.#options = options;
    this.#validator = new BlockValidator({ bundle, ledger, transient, memberMspIds, onInvalid });
    this.#cleaner = new TransientCleaner(transient);
  }

  /**
   * Also takes block 0, which is trusted, and does nothing for a block that is committed already. The block gets its
   * validation codes and commit hash.
   *
   * @throws BlockError when the block does not follow the newest one, or is not signed as it must be
   * @throws LedgerStoreError
   */
  async commit(block: common.Block): Promise<void> {
    // One after the other, else both would be judged by one state.
    if (this.#busy) throw new BlockError('another block is being committed');
    this.#busy = true;
    try {
      await this.#commit(block);
    } finally {
      this.#busy = false;
    }
  }

  async #commit(block: common.Block): Promise<void> {
    const { ledger, bundle } = this.#options;
    if (ledger.height === 0) {
      this.#append(genesisCommit(block));
      return;
    }
    if (this.#isCommitted(block)) return;
    verifyBlock(block, ledger, bundle);
    const number = ledger.height;
    const definitions = this.#options.definitions();
    const validated = await this.#validator.validate(number, dataOf(block), definitions);
    this.#append(this.#blockCommit(block, number, validated, definitions));
    this.#cleaner.clean(number, validated.transactions);
  }

  /** Whoever was told of a failure after the commit gives the block again. */
  #isCommitted(block: common.Block): boolean {
    const header = block.getHeader();
    const { ledger } = this.#options;
    if (header === undefined || header.getNumber() >= ledger.height) return false;
    const committed = ledger.block(header.getNumber())?.getHeader();
    return (
      committed !== undefined && Buffer.compare(blockHeaderHash(committed), blockHeaderHash(header)) === 0
    );
  }

  #append(commit: BlockCommit): void {
    this.#options.ledger.commit(commit);
    this.#options.onCommitted(commit.block, commit.transactions);
  }

  #blockCommit(
    block: common.Block,
    number: number,
    validated: ValidatedBlock,
    definitions: Definitions,
  ): BlockCommit {
    const { updates, privateStates, history } = validated;
    const transactions = validated.transactions.map(({ index, txId, code }) => ({ index, txId, code }));
    const codes = Uint8Array.from(transactions, ({ code }) => code);
    const hash = new common.Metadata();
    hash.setValue(commitHash(codes, updates, this.#commitHashOf(number - 1)));
    setBlockMetadata(block, TRANSACTIONS_FILTER, codes);
    setBlockMetadata(block, COMMIT_HASH, hash.serializeBinary());
    return {
      block,
      transactions,
      updates: [...stateUpdatesOf(updates), ...stateUpdatesOf(privateStates.updates)],
      history,
      privateWrites: privateStates.writeSets,
      expiries: [
        ...stateExpiriesOf(updates, definitions, number),
        ...stateExpiriesOf(privateStates.updates, definitions, number),
      ],
      purges: privateStates.purges,
    };
  }

  /** Empty of block 0, which has none. */
  #commitHashOf(number: number): Uint8Array {
    const slots = this.#options.ledger.block(number)?.getMetadata()?.getMetadataList_asU8();
    return (
      decoded(common.Metadata, slots?.[COMMIT_HASH] ?? new Uint8Array())?.getValue_asU8() ?? new Uint8Array()
    );
  }
}

function dataOf(block: common.Block): common.BlockData {
  return block.getData() ?? new common.BlockData();
}

/** The channel's configuration: valid as it is. */
function genesisCommit(block: common.Block): BlockCommit {
  if (block.getHeader()?.getNumber() !== 0) throw new BlockError('the first block must be number 0');
  const transactions = dataOf(block)
    .getDataList_asU8()
    .map((bytes, index) => ({ index, txId: indexedTxId(envelopePartsOf(bytes)), code: VALID }));
  setBlockMetadata(
    block,
    TRANSACTIONS_FILTER,
    Uint8Array.from(transactions, ({ code }) => code),
  );
  return { block, transactions, updates: [], history: [], privateWrites: [], expiries: [], purges: [] };
}
