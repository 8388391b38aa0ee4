import { Buffer } from 'node:buffer';
import { common, peer } from '@hyperledger/fabric-protos';
import type { Ledger } from '../ledger/Ledger.js';
import { lastConfigIndex } from './lastConfigIndex.js';

const MAX_UINT64 = 2n ** 64n - 1n;

/** The blocks that one peer has committed, which may be fewer than there are. Errors have the texts of Fabric's block store. */
export class PeerLedger {
  readonly #ledger: Ledger;
  readonly #height: () => number;

  /** @param height blocks that the peer has committed; above 0 */
  constructor(ledger: Ledger, height: () => number) {
    this.#ledger = ledger;
    this.#height = height;
  }

  chainInfo(): common.BlockchainInfo {
    const height = this.#height();
    const info = new common.BlockchainInfo();
    info.setHeight(height);
    info.setCurrentblockhash(this.#hashBelow(height));
    info.setPreviousblockhash(headerOf(this.#stored(height - 1)).getPreviousHash_asU8());
    return info;
  }

  /** @param number the greatest 64-bit number stands for the newest block, as in Fabric */
  blockByNumber(number: bigint): common.Block {
    const height = this.#height();
    if (number === MAX_UINT64) return this.#stored(height - 1);
    if (number >= BigInt(height)) throw new Error(`no such block number [${number}] in index`);
    return this.#stored(Number(number));
  }

  blockByHash(hash: Uint8Array): common.Block {
    const number = this.#ledger.blockNumberByHash(hash);
    if (number === undefined || number >= this.#height())
      throw new Error(`no such block hash [${Buffer.from(hash).toString('hex')}] in index`);
    return this.#stored(number);
  }

  blockByTxId(txId: string): common.Block {
    return this.#stored(this.#locate(txId).block);
  }

  transaction(txId: string): peer.ProcessedTransaction {
    const { block, index, code } = this.#locate(txId);
    const envelope = this.#stored(block).getData()?.getDataList_asU8()[index];
    if (envelope === undefined)
      throw new Error(`no such blockNumber, transactionNumber <${block}, ${index}> in index`);
    const transaction = new peer.ProcessedTransaction();
    transaction.setTransactionenvelope(common.Envelope.deserializeBinary(envelope));
    transaction.setValidationcode(code);
    return transaction;
  }

  configBlock(): common.Block {
    return this.#stored(lastConfigIndex(this.#stored(this.#height() - 1)));
  }

  #locate(txId: string): { readonly block: number; readonly index: number; readonly code: number } {
    const location = this.#ledger.locate(txId);
    if (location === undefined || location.block >= this.#height())
      throw new Error(`no such transaction ID [${txId}] in index`);
    return location;
  }

  #stored(number: number): common.Block {
    const block = this.#ledger.block(number);
    if (block === undefined) throw new Error(`no such block number [${number}] in index`);
    return block;
  }

  /** Every block names the hash of the one before it. */
  #hashBelow(height: number): Uint8Array {
    if (height === this.#ledger.height) return this.#ledger.lastHash;
    return headerOf(this.#stored(height)).getPreviousHash_asU8();
  }
}

function headerOf(block: common.Block): common.BlockHeader {
  const header = block.getHeader();
  if (header === undefined) throw new Error('a stored block has no header');
  return header;
}
