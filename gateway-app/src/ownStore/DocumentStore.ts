import { canonicalJson, parseJsonWith, random16Hex, type JsonValue } from '@acequia/protocol';
import { z } from 'zod';
import type { Database } from '../readModel/Database.js';

/** A private document that this gateway wrote, and the ids of the requests that carry it to the ledger. */
export interface StoredDocument<T> {
  readonly document: T;
  /** Of the request that commits to it. */
  readonly issueRequestId: string;
  /** Of the request that delivers it. */
  readonly deliverRequestId: string;
}

const rowSchema = z.strictObject({
  document: z.string(),
  issueRequestId: z.string(),
  deliverRequestId: z.string(),
});

/**
 * Documents by key, in a file of the gateway's own: they have random salts, so that no rebuild from the ledger could
 * bring them back. A document is kept before its commitment goes to the ledger, and never changes afterwards: a retry,
 * also after a crash, sends the same one under the same request id.
 */
export class DocumentStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.script(`CREATE TABLE IF NOT EXISTS documents (
      key TEXT PRIMARY KEY, document TEXT NOT NULL, issueRequestId TEXT NOT NULL, deliverRequestId TEXT NOT NULL
    ) STRICT`);
  }

  close(): void {
    this.#database.close();
  }

  find<S extends z.ZodType>(schema: S, key: string): StoredDocument<z.output<S>> | undefined {
    const row = this.#database.get(
      rowSchema,
      'SELECT document, issueRequestId, deliverRequestId FROM documents WHERE key = ?',
      key,
    );
    return row === undefined ? undefined : { ...row, document: parseJsonWith(schema, row.document) };
  }

  /** Keeps a new document, in place of an earlier one under this key; durable when it returns. */
  keep<T extends JsonValue>(key: string, document: T): StoredDocument<T> {
    const stored = { document, issueRequestId: random16Hex(), deliverRequestId: random16Hex() };
    this.#database.run(
      'INSERT OR REPLACE INTO documents (key, document, issueRequestId, deliverRequestId) VALUES (?, ?, ?, ?)',
      key,
      canonicalJson(document),
      stored.issueRequestId,
      stored.deliverRequestId,
    );
    return stored;
  }

  /** The document under a key, made and kept now when there is none. */
  findOrKeep<S extends z.ZodType<JsonValue>>(
    schema: S,
    key: string,
    make: () => z.output<S>,
  ): StoredDocument<z.output<S>> {
    return this.find(schema, key) ?? this.keep(key, make());
  }
}
