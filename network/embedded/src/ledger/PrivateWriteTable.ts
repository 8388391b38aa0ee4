import { ledger } from '@hyperledger/fabric-protos';
import type { PrivateKeyPurge, PrivateWriteSet } from './BlockCommit.js';
import { column } from './column.js';
import type { StoredPrivateWrites } from './StoredPrivateWrites.js';
import { sha256 } from './sha256.js';
import type { StoreConnection } from './StoreConnection.js';
import type { StoreStatement } from './StoreStatement.js';

/**
 * The write sets in clear that organisations keep of their collections, with an index of the keys in them, by which a purge finds
 * what it must take out (Fabric: core/ledger/pvtdatastorage). Every method throws LedgerStoreError.
 */
export class PrivateWriteTable {
  readonly #addWrites: StoreStatement;
  readonly #addKey: StoreStatement;
  readonly #ofOrganisation: StoreStatement;
  readonly #expireWrites: StoreStatement;
  readonly #expireKeys: StoreStatement;
  readonly #transactionsOfKey: StoreStatement;
  readonly #removeKey: StoreStatement;
  readonly #ofTransaction: StoreStatement;
  readonly #replace: StoreStatement;

  constructor(connection: StoreConnection) {
    this.#addWrites = connection.prepare(
      `INSERT INTO private_writes (block, msp_id, tx, namespace, collection, rwset, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#addKey = connection.prepare(
      `INSERT OR IGNORE INTO private_keys (namespace, collection, key_hash, block, tx, expires_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#ofOrganisation = connection.prepare(
      `SELECT tx, namespace, collection, rwset FROM private_writes WHERE block = ? AND msp_id = ?
       ORDER BY tx, namespace, collection`,
    );
    this.#expireWrites = connection.prepare('DELETE FROM private_writes WHERE expires_at <= ?');
    this.#expireKeys = connection.prepare('DELETE FROM private_keys WHERE expires_at <= ?');
    const ofKey = 'WHERE namespace = ? AND collection = ? AND key_hash = ? AND (block, tx) <= (?, ?)';
    this.#transactionsOfKey = connection.prepare(`SELECT block, tx FROM private_keys ${ofKey}`);
    this.#removeKey = connection.prepare(`DELETE FROM private_keys ${ofKey}`);
    const ofTransaction = 'WHERE block = ? AND tx = ? AND namespace = ? AND collection = ?';
    this.#ofTransaction = connection.prepare(`SELECT msp_id, rwset FROM private_writes ${ofTransaction}`);
    this.#replace = connection.prepare(`UPDATE private_writes SET rwset = ? ${ofTransaction} AND msp_id = ?`);
  }

  add(block: number, writes: readonly PrivateWriteSet[]): void {
    const indexed = new Set<string>();
    for (const { mspId, tx, namespace, collection, rwset, expiresAt } of writes) {
      this.#addWrites.run(block, mspId, tx, namespace, collection, rwset, expiresAt ?? null);
      // Every organisation has the same writes: their hashes are in the block.
      const name = JSON.stringify([tx, namespace, collection]);
      if (indexed.has(name)) continue;
      indexed.add(name);
      for (const write of writesOf(rwset).getWritesList()) {
        this.#addKey.run(namespace, collection, sha256(write.getKey()), block, tx, expiresAt ?? null);
      }
    }
  }

  ofOrganisation(block: number, mspId: string): readonly StoredPrivateWrites[] {
    return this.#ofOrganisation.all(block, mspId).map((row) => ({
      tx: column.integer(row[0]),
      namespace: column.text(row[1]),
      collection: column.text(row[2]),
      rwset: column.bytes(row[3]),
    }));
  }

  /** Removes what goes with this block. */
  expire(block: number): void {
    this.#expireWrites.run(block);
    this.#expireKeys.run(block);
  }

  /** Takes a key out of every write set up to the purging transaction's own, as if it had not been written. */
  purge(purgedAt: number, { tx: purgeTx, namespace, collection, keyHash }: PrivateKeyPurge): void {
    for (const row of this.#transactionsOfKey.all(namespace, collection, keyHash, purgedAt, purgeTx)) {
      const [block, tx] = [column.integer(row[0]), column.integer(row[1])];
      for (const [mspId, rwset] of this.#ofTransaction.all(block, tx, namespace, collection)) {
        const without = withoutKey(column.bytes(rwset), keyHash);
        this.#replace.run(without, block, tx, namespace, collection, column.text(mspId));
      }
    }
    this.#removeKey.run(namespace, collection, keyHash, purgedAt, purgeTx);
  }
}

function writesOf(rwset: Uint8Array): ledger.rwset.kvrwset.KVRWSet {
  return ledger.rwset.kvrwset.KVRWSet.deserializeBinary(rwset);
}

function withoutKey(rwset: Uint8Array, keyHash: Uint8Array): Uint8Array {
  const writes = writesOf(rwset);
  writes.setWritesList(
    writes.getWritesList().filter((write) => Buffer.compare(sha256(write.getKey()), keyHash) !== 0),
  );
  return writes.serializeBinary();
}
