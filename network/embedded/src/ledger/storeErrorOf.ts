import Libsql from 'libsql';
import { LedgerStoreError, type LedgerStoreErrorCode } from './LedgerStoreError.js';

const CODES: ReadonlyMap<string, LedgerStoreErrorCode> = new Map([
  ['SQLITE_FULL', 'STORE_FULL'],
  ['SQLITE_BUSY', 'STORE_LOCKED'],
  ['SQLITE_LOCKED', 'STORE_LOCKED'],
  ['SQLITE_NOTADB', 'STORE_CORRUPT'],
  ['SQLITE_CORRUPT', 'STORE_CORRUPT'],
]);

/**
 * What the ledger throws for an error of SQLite's; others as they are, and so a broken constraint, which trying again does not
 * mend. (A write beyond a limit on the size of files, EFBIG, is an I/O error to SQLite: `STORE_FAILED`.)
 */
export function storeErrorOf(error: unknown): unknown {
  if (!(error instanceof Libsql.SqliteError) || error.code.startsWith('SQLITE_CONSTRAINT')) return error;
  return new LedgerStoreError(CODES.get(error.code) ?? 'STORE_FAILED', error.message, { cause: error });
}
