/**
 * The ledger's tables. Keys and transaction ids are bytes: the driver cuts a text at its first NUL, and SQLite orders bytes as Go
 * orders strings. Rows that are found by their key alone lie in it (WITHOUT ROWID): one seek.
 */
export const ledgerFormat = {
  /** "AcqL": what kind of SQLite file this is. */
  applicationId: 0x4163714c,
  /** Rises with every change of the tables. */
  version: 1,
  tables: `
    CREATE TABLE blocks (
      number INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE,
      bytes BLOB NOT NULL
    );
    CREATE TABLE transactions (
      tx_id BLOB PRIMARY KEY,
      block INTEGER NOT NULL,
      tx INTEGER NOT NULL,
      code INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE state (
      space TEXT NOT NULL,
      key BLOB NOT NULL,
      value BLOB NOT NULL,
      metadata BLOB,
      block INTEGER NOT NULL,
      tx INTEGER NOT NULL,
      PRIMARY KEY (space, key)
    ) WITHOUT ROWID;
    CREATE TABLE state_expiries (
      at_block INTEGER NOT NULL,
      space TEXT NOT NULL,
      key BLOB NOT NULL,
      block INTEGER NOT NULL,
      tx INTEGER NOT NULL,
      PRIMARY KEY (at_block, space, key, block, tx)
    ) WITHOUT ROWID;
    CREATE TABLE history (
      namespace TEXT NOT NULL,
      key BLOB NOT NULL,
      block INTEGER NOT NULL,
      tx INTEGER NOT NULL,
      value BLOB,
      tx_id BLOB NOT NULL,
      seconds INTEGER NOT NULL,
      nanos INTEGER NOT NULL,
      PRIMARY KEY (namespace, key, block, tx)
    ) WITHOUT ROWID;
    CREATE TABLE private_writes (
      block INTEGER NOT NULL,
      msp_id TEXT NOT NULL,
      tx INTEGER NOT NULL,
      namespace TEXT NOT NULL,
      collection TEXT NOT NULL,
      rwset BLOB NOT NULL,
      expires_at INTEGER,
      PRIMARY KEY (block, msp_id, tx, namespace, collection)
    ) WITHOUT ROWID;
    CREATE INDEX private_writes_by_expiry ON private_writes (expires_at) WHERE expires_at IS NOT NULL;
    CREATE TABLE private_keys (
      namespace TEXT NOT NULL,
      collection TEXT NOT NULL,
      key_hash BLOB NOT NULL,
      block INTEGER NOT NULL,
      tx INTEGER NOT NULL,
      expires_at INTEGER,
      PRIMARY KEY (namespace, collection, key_hash, block, tx)
    ) WITHOUT ROWID;
    CREATE INDEX private_keys_by_expiry ON private_keys (expires_at) WHERE expires_at IS NOT NULL;
    CREATE TABLE transient (
      tx_id BLOB NOT NULL,
      msp_id TEXT NOT NULL,
      digest BLOB NOT NULL,
      received_at INTEGER NOT NULL,
      writes BLOB NOT NULL,
      PRIMARY KEY (tx_id, msp_id, digest)
    ) WITHOUT ROWID;
    CREATE INDEX transient_by_height ON transient (received_at);`,
} as const;
