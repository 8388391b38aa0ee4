import { ledger } from '@hyperledger/fabric-protos';
import { column } from './column.js';
import { sha256 } from './sha256.js';
import type { StoreConnection } from './StoreConnection.js';
import type { StoreStatement } from './StoreStatement.js';
import type { TransientStore } from './TransientStore.js';

/**
 * The transient store in the ledger's file. As in Fabric, a proposal that is endorsed again with other results adds to the first
 * ones, since either may be submitted. Every method throws LedgerStoreError.
 */
export class SqliteTransientStore implements TransientStore {
  readonly #connection: StoreConnection;
  readonly #put: StoreStatement;
  readonly #get: StoreStatement;
  readonly #remove: StoreStatement;
  readonly #removeBelow: StoreStatement;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#put = connection.prepare(
      `INSERT INTO transient (tx_id, msp_id, digest, received_at, writes) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET received_at = excluded.received_at`,
    );
    this.#get = connection.prepare('SELECT msp_id, writes FROM transient WHERE tx_id = ? ORDER BY msp_id');
    this.#remove = connection.prepare('DELETE FROM transient WHERE tx_id = ?');
    this.#removeBelow = connection.prepare('DELETE FROM transient WHERE received_at < ?');
  }

  put(txId: string, mspId: string, receivedAtHeight: number, writes: ledger.rwset.TxPvtReadWriteSet): void {
    const bytes = writes.serializeBinary();
    this.#put.run(Buffer.from(txId), mspId, sha256(bytes), receivedAtHeight, bytes);
  }

  get(txId: string): readonly { readonly mspId: string; readonly writes: ledger.rwset.TxPvtReadWriteSet }[] {
    return this.#get.all(Buffer.from(txId)).map((row) => ({
      mspId: column.text(row[0]),
      writes: ledger.rwset.TxPvtReadWriteSet.deserializeBinary(column.bytes(row[1])),
    }));
  }

  remove(txIds: readonly string[]): void {
    this.#connection.transaction(() => {
      for (const txId of txIds) this.#remove.run(Buffer.from(txId));
    });
  }

  removeBelow(height: number): void {
    this.#removeBelow.run(height);
  }
}
