import { common } from '@hyperledger/fabric-protos';
import { blockDataHash } from '../blocks/blockDataHash.js';
import { blockHeaderHash } from '../blocks/blockHeaderHash.js';
import type { Ledger } from '../ledger/Ledger.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import type { OrderedMessage } from './OrderedMessage.js';
import { signBlock } from './signBlock.js';

// The channel's configuration never changes, so it is in the first block.
const LAST_CONFIG = 0;

/** Makes batches into blocks that follow each other, from the ledger's newest block on. */
export class BlockAssembler {
  readonly #identity: SigningIdentity;
  readonly #ledger: Pick<Ledger, 'height' | 'lastHash'>;
  /** What the next block will say; until the first one is made the ledger knows. */
  #next: { readonly number: number; readonly previousHash: Uint8Array } | undefined;

  constructor(identity: SigningIdentity, ledger: Pick<Ledger, 'height' | 'lastHash'>) {
    this.#identity = identity;
    this.#ledger = ledger;
  }

  /** A signed block of these messages. It must be committed: the next one is built upon it. */
  next(messages: readonly OrderedMessage[]): common.Block {
    const { number, previousHash } = this.#next ?? {
      number: this.#ledger.height,
      previousHash: this.#ledger.lastHash,
    };
    const data = new common.BlockData();
    data.setDataList(messages.map(({ bytes }) => bytes));
    const header = new common.BlockHeader();
    header.setNumber(number);
    header.setPreviousHash(previousHash);
    header.setDataHash(blockDataHash(data));
    const block = new common.Block();
    block.setHeader(header);
    block.setData(data);
    signBlock(block, this.#identity, LAST_CONFIG);
    this.#next = { number: number + 1, previousHash: blockHeaderHash(header) };
    return block;
  }
}
