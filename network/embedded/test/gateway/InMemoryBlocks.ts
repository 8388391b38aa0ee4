import type { common } from '@hyperledger/fabric-protos';
import type { IndexedTransaction } from '../../src/ledger/BlockCommit.js';
import type { Ledger } from '../../src/ledger/Ledger.js';
import type { TransactionLocation } from '../../src/ledger/TransactionLocation.js';

/** Of a ledger, what peers read. */
export class InMemoryBlocks implements Pick<Ledger, 'height' | 'block' | 'locate' | 'privateWrites'> {
  readonly #blocks: common.Block[] = [];
  readonly #locations = new Map<string, TransactionLocation>();
  readonly #privateWrites = new Map<number, ReturnType<Ledger['privateWrites']>>();

  get height(): number {
    return this.#blocks.length;
  }

  block(number: number): common.Block | undefined {
    return this.#blocks[number];
  }

  locate(txId: string): TransactionLocation | undefined {
    return this.#locations.get(txId);
  }

  privateWrites(block: number): ReturnType<Ledger['privateWrites']> {
    return this.#privateWrites.get(block) ?? [];
  }

  setPrivateWrites(block: number, writes: ReturnType<Ledger['privateWrites']>): void {
    this.#privateWrites.set(block, writes);
  }

  append(block: common.Block, transactions: readonly IndexedTransaction[]): void {
    const number = this.#blocks.push(block) - 1;
    for (const { txId, index, code } of transactions) {
      if (!this.#locations.has(txId)) this.#locations.set(txId, { block: number, index, code });
    }
  }
}
