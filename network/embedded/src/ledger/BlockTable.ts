import { common } from '@hyperledger/fabric-protos';
import { blockHeaderHash } from '../blocks/blockHeaderHash.js';
import { BlockCache } from './BlockCache.js';
import type { IndexedTransaction } from './BlockCommit.js';
import { column } from './column.js';
import { LedgerStoreError } from './LedgerStoreError.js';
import type { StoreConnection } from './StoreConnection.js';
import type { StoreStatement } from './StoreStatement.js';
import type { TransactionLocation } from './TransactionLocation.js';

/** The blocks, and where transactions lie in them. Every method throws LedgerStoreError. */
export class BlockTable {
  readonly #newest: StoreStatement;
  readonly #byNumber: StoreStatement;
  readonly #byHash: StoreStatement;
  readonly #byTransaction: StoreStatement;
  readonly #addBlock: StoreStatement;
  readonly #addTransaction: StoreStatement;
  readonly #cache = new BlockCache();

  constructor(connection: StoreConnection) {
    this.#newest = connection.prepare('SELECT number, hash FROM blocks ORDER BY number DESC LIMIT 1');
    this.#byNumber = connection.prepare('SELECT bytes FROM blocks WHERE number = ?');
    this.#byHash = connection.prepare('SELECT number FROM blocks WHERE hash = ?');
    this.#byTransaction = connection.prepare('SELECT block, tx, code FROM transactions WHERE tx_id = ?');
    this.#addBlock = connection.prepare('INSERT INTO blocks (number, hash, bytes) VALUES (?, ?, ?)');
    this.#addTransaction = connection.prepare(
      'INSERT OR IGNORE INTO transactions (tx_id, block, tx, code) VALUES (?, ?, ?, ?)',
    );
  }

  /** Number and hash of the newest block, which is read to see that it is whole; `undefined`: there is none. */
  newest(): { readonly number: number; readonly hash: Uint8Array } | undefined {
    const row = this.#newest.get();
    if (row === undefined) return undefined;
    const [number, hash] = [column.integer(row[0]), column.bytes(row[1])];
    const header = this.block(number)?.getHeader();
    if (header === undefined || Buffer.compare(blockHeaderHash(header), hash) !== 0) {
      throw new LedgerStoreError(
        'STORE_CORRUPT',
        `block ${String(number)} is not the one that was committed`,
      );
    }
    return { number, hash };
  }

  block(number: number): common.Block | undefined {
    const cached = this.#cache.get(number);
    if (cached !== undefined) return cached;
    const row = this.#byNumber.get(number);
    if (row === undefined) return undefined;
    const bytes = column.bytes(row[0]);
    const block = decodeBlock(number, bytes);
    this.#cache.add(number, block, bytes.length);
    return block;
  }

  numberByHash(hash: Uint8Array): number | undefined {
    const row = this.#byHash.get(hash);
    return row === undefined ? undefined : column.integer(row[0]);
  }

  locate(txId: string): TransactionLocation | undefined {
    const row = this.#byTransaction.get(Buffer.from(txId));
    if (row === undefined) return undefined;
    return { block: column.integer(row[0]), index: column.integer(row[1]), code: column.integer(row[2]) };
  }

  add(
    number: number,
    hash: Uint8Array,
    bytes: Uint8Array,
    transactions: readonly IndexedTransaction[],
  ): void {
    this.#addBlock.run(number, hash, bytes);
    for (const { txId, index, code } of transactions) {
      if (txId !== '') this.#addTransaction.run(Buffer.from(txId), number, index, code);
    }
  }
}

function decodeBlock(number: number, bytes: Uint8Array): common.Block {
  try {
    return common.Block.deserializeBinary(bytes);
  } catch (error) {
    throw new LedgerStoreError('STORE_CORRUPT', `block ${String(number)} cannot be decoded`, {
      cause: error,
    });
  }
}
