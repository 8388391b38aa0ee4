import { ledger } from '@hyperledger/fabric-protos';
import { column } from './column.js';
import type { StateEntry } from './StateEntry.js';
import type { StoreConnection } from './StoreConnection.js';
import type { StoreStatement } from './StoreStatement.js';

const NO_METADATA: ReadonlyMap<string, Uint8Array> = new Map();

/** The newest committed state. Every method throws LedgerStoreError. */
export class StateTable {
  readonly #get: StoreStatement;
  readonly #page: StoreStatement;
  readonly #pageToEnd: StoreStatement;
  readonly #put: StoreStatement;
  readonly #delete: StoreStatement;

  constructor(connection: StoreConnection) {
    this.#get = connection.prepare(
      'SELECT value, metadata, block, tx FROM state WHERE space = ? AND key = ?',
    );
    const page = 'SELECT value, metadata, block, tx, key FROM state WHERE space = ? AND key >= ?';
    this.#page = connection.prepare(`${page} AND key < ? ORDER BY key LIMIT ?`);
    this.#pageToEnd = connection.prepare(`${page} ORDER BY key LIMIT ?`);
    this.#put = connection.prepare(
      `INSERT INTO state (space, key, value, metadata, block, tx) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         value = excluded.value, metadata = excluded.metadata, block = excluded.block, tx = excluded.tx`,
    );
    this.#delete = connection.prepare('DELETE FROM state WHERE space = ? AND key = ?');
  }

  get(space: string, key: Uint8Array): StateEntry | undefined {
    const row = this.#get.get(space, key);
    return row === undefined ? undefined : entryOf(row);
  }

  /** At most `limit` keys from `start` (included) to `end` (excluded; `undefined`: to the end of the space), in order. */
  page(
    space: string,
    start: Uint8Array,
    end: Uint8Array | undefined,
    limit: number,
  ): (readonly [key: Uint8Array, entry: StateEntry])[] {
    const rows =
      end === undefined ? this.#pageToEnd.all(space, start, limit) : this.#page.all(space, start, end, limit);
    return rows.map((row) => [column.bytes(row[4]), entryOf(row)]);
  }

  put(space: string, key: Uint8Array, entry: StateEntry): void {
    const { value, metadata, version } = entry;
    this.#put.run(space, key, value, encodeMetadata(metadata), version.block, version.tx);
  }

  delete(space: string, key: Uint8Array): void {
    this.#delete.run(space, key);
  }
}

function entryOf(row: readonly unknown[]): StateEntry {
  return {
    value: column.bytes(row[0]),
    metadata: decodeMetadata(column.optionalBytes(row[1])),
    version: { block: column.integer(row[2]), tx: column.integer(row[3]) },
  };
}

function encodeMetadata(metadata: ReadonlyMap<string, Uint8Array>): Uint8Array | null {
  if (metadata.size === 0) return null;
  const message = new ledger.rwset.kvrwset.KVMetadataWrite();
  for (const [name, value] of metadata) {
    const entry = new ledger.rwset.kvrwset.KVMetadataEntry();
    entry.setName(name);
    entry.setValue(value);
    message.addEntries(entry);
  }
  return message.serializeBinary();
}

function decodeMetadata(bytes: Uint8Array | undefined): ReadonlyMap<string, Uint8Array> {
  if (bytes === undefined) return NO_METADATA;
  const entries = ledger.rwset.kvrwset.KVMetadataWrite.deserializeBinary(bytes).getEntriesList();
  return new Map(entries.map((entry) => [entry.getName(), entry.getValue_asU8()]));
}
