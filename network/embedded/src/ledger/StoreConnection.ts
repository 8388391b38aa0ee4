import Libsql from 'libsql';
import { LedgerStoreError } from './LedgerStoreError.js';
import { StoreStatement } from './StoreStatement.js';
import { ledgerFormat } from './ledgerFormat.js';
import { storeErrorOf } from './storeErrorOf.js';

const CACHE_KIB = 65_536;

/**
 * The ledger's SQLite file, held by one process at a time. Commits go to a write-ahead log that the operating system has when a
 * commit comes back: an end of the process loses none of them. They are not flushed one by one (synchronous=NORMAL): when the
 * machine loses power the newest may be lost, each as a whole.
 */
export class StoreConnection {
  readonly #connection: Libsql.Database;
  #isOpen = true;

  private constructor(connection: Libsql.Database) {
    this.#connection = connection;
  }

  /**
   * Opens the file; makes it when it is not there, or empty.
   *
   * @param maxBytes how big the file may become; without it, as the disk allows
   * @throws LedgerStoreError
   */
  static open(path: string, maxBytes: number | undefined): StoreConnection {
    const connection = new StoreConnection(connect(path));
    try {
      connection.#prepareFile(path, maxBytes);
    } catch (error) {
      connection.abandon();
      throw error;
    }
    return connection;
  }

  prepare(sql: string): StoreStatement {
    try {
      const statement = this.#connection.prepare(sql);
      return new StoreStatement(statement.reader ? statement.raw() : statement, () => this.#isOpen);
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  /** Runs `work` in one transaction: all of it or, when it throws, nothing. @throws LedgerStoreError, and what `work` throws */
  transaction<T>(work: () => T): T {
    this.#rollBack();
    this.#execute('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#execute('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** Leaves all in the one file and lets it go. @throws LedgerStoreError: nothing that was committed is lost */
  close(): void {
    if (!this.#isOpen) return;
    try {
      // The driver's close keeps the file's lock while statements live. Without a log the lock can be let go.
      this.#pragma('journal_mode = DELETE');
      this.#pragma('locking_mode = NORMAL');
      this.#pragma('user_version');
    } finally {
      this.abandon();
    }
  }

  /** Ends the use of a file that could not be made ready; it stays as it is. */
  abandon(): void {
    this.#isOpen = false;
    this.#connection.close();
  }

  #prepareFile(path: string, maxBytes: number | undefined): void {
    this.#pragma('locking_mode = EXCLUSIVE');
    const isNew = this.#checkFormat(path);
    this.#pragma('journal_mode = WAL');
    this.#pragma('synchronous = NORMAL');
    this.#pragma(`cache_size = -${String(CACHE_KIB)}`);
    // What is purged or has expired is overwritten, not only left out.
    this.#pragma('secure_delete = ON');
    if (maxBytes !== undefined) {
      this.#pragma(`max_page_count = ${String(Math.ceil(maxBytes / this.#pragma('page_size')))}`);
    }
    if (isNew)
      this.transaction(() => {
        this.#createTables();
      });
  }

  /** Before anything of a file that is not ours is changed. */
  #checkFormat(path: string): boolean {
    const applicationId = this.#pragma('application_id');
    const version = this.#pragma('user_version');
    if (applicationId === 0 && version === 0 && this.#pragma('schema_version') === 0) return true;
    if (applicationId !== ledgerFormat.applicationId) {
      throw new LedgerStoreError('STORE_FORMAT', `${path} is not a ledger`);
    }
    if (version !== ledgerFormat.version) {
      throw new LedgerStoreError(
        'STORE_FORMAT',
        `${path} is a ledger of version ${String(version)}; this program reads version ${String(ledgerFormat.version)}`,
      );
    }
    return false;
  }

  #createTables(): void {
    this.#execute(ledgerFormat.tables);
    this.#pragma(`application_id = ${String(ledgerFormat.applicationId)}`);
    this.#pragma(`user_version = ${String(ledgerFormat.version)}`);
  }

  /** A setting's value when it is a number; 0 when it is a word or there is none. */
  #pragma(pragma: string): number {
    const value = this.prepare(`PRAGMA ${pragma}`).get()?.[0];
    return typeof value === 'number' ? value : 0;
  }

  #execute(sql: string): void {
    if (!this.#isOpen) throw new LedgerStoreError('STORE_FAILED', 'the ledger is closed');
    try {
      this.#connection.exec(sql);
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  /** SQLite has done it itself after most errors. */
  #rollBack(): void {
    if (this.#connection.inTransaction) this.#execute('ROLLBACK');
  }
}

function connect(path: string): Libsql.Database {
  try {
    return new Libsql(path);
  } catch (error) {
    throw new LedgerStoreError('STORE_FAILED', `cannot open ${path}`, { cause: error });
  }
}
