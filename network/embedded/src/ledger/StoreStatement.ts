import type Libsql from 'libsql';
import { LedgerStoreError } from './LedgerStoreError.js';
import { storeErrorOf } from './storeErrorOf.js';

/** What a column takes. The driver aborts the process on a boolean, and reads a text only up to its first NUL. */
export type StoreValue = string | number | Uint8Array | null;

/**
 * A prepared statement of a {@link StoreConnection}. Rows are arrays of columns, bytes are Buffers of their own. Every method
 * throws LedgerStoreError.
 */
export class StoreStatement {
  readonly #statement: Libsql.Statement;
  readonly #isOpen: () => boolean;

  constructor(statement: Libsql.Statement, isOpen: () => boolean) {
    this.#statement = statement;
    this.#isOpen = isOpen;
  }

  run(...values: readonly StoreValue[]): void {
    this.#checkOpen();
    try {
      // One array, not its elements: the driver takes a single element that is bytes for named parameters, and aborts the process.
      this.#statement.run(values);
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  get(...values: readonly StoreValue[]): readonly unknown[] | undefined {
    this.#checkOpen();
    try {
      const row = this.#statement.get(values);
      return Array.isArray(row) ? row : undefined;
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  all(...values: readonly StoreValue[]): (readonly unknown[])[] {
    this.#checkOpen();
    try {
      return this.#statement.all(values).filter((row) => Array.isArray(row));
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  /** The driver keeps a closed file's statements at work. */
  #checkOpen(): void {
    if (!this.#isOpen()) throw new LedgerStoreError('STORE_FAILED', 'the ledger is closed');
  }
}
