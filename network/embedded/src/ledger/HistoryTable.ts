import { column } from './column.js';
import type { HistoryEntry } from './HistoryEntry.js';
import { PageSize } from './PageSize.js';
import type { StoreConnection } from './StoreConnection.js';
import type { StoreStatement } from './StoreStatement.js';

/** What valid transactions wrote to public keys. Every method throws LedgerStoreError. */
export class HistoryTable {
  readonly #add: StoreStatement;
  readonly #page: StoreStatement;

  constructor(connection: StoreConnection) {
    this.#add = connection.prepare(
      `INSERT OR REPLACE INTO history (namespace, key, block, tx, value, tx_id, seconds, nanos)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#page = connection.prepare(
      `SELECT block, tx, value, tx_id, seconds, nanos FROM history
       WHERE namespace = ? AND key = ? AND (block, tx) < (?, ?) ORDER BY block DESC, tx DESC LIMIT ?`,
    );
  }

  add(namespace: string, key: Uint8Array, block: number, tx: number, entry: HistoryEntry): void {
    const { seconds, nanos } = entry.timestamp;
    const txId = Buffer.from(entry.txId);
    this.#add.run(namespace, key, block, tx, entry.value ?? null, txId, seconds, nanos);
  }

  /** Of blocks below a height, newest first; read as asked for, from the table as it then is, which only grows above them. */
  *below(height: number, namespace: string, key: Uint8Array): Generator<HistoryEntry, void, undefined> {
    const size = new PageSize();
    let [block, tx] = [height, 0];
    for (;;) {
      const limit = size.rows;
      const rows = this.#page.all(namespace, key, block, tx, limit);
      const entries = rows.map(entryOf);
      yield* entries;
      const last = rows.at(-1);
      if (last === undefined || rows.length < limit) return;
      [block, tx] = [column.integer(last[0]), column.integer(last[1])];
      size.learn(
        entries.length,
        entries.reduce((bytes, entry) => bytes + (entry.value?.length ?? 0), 0),
      );
    }
  }
}

function entryOf(row: readonly unknown[]): HistoryEntry {
  return {
    txId: Buffer.from(column.bytes(row[3])).toString(),
    value: column.optionalBytes(row[2]),
    timestamp: { seconds: column.integer(row[4]), nanos: column.integer(row[5]) },
  };
}
