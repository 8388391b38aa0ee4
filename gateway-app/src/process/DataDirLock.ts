import { CodedError } from '@acequia/protocol';
import { Database } from '../readModel/Database.js';

/**
 * Makes sure that one process works on a data folder: an exclusive lock that the operating system takes back when the
 * process ends, however it ends.
 */
export class DataDirLock {
  readonly #path: string;
  #database: Database | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** @throws CodedError GATEWAY_RUNNING when another process has the folder. */
  take(): void {
    const database = Database.open(this.#path, { waitMs: 0 });
    try {
      database.script('BEGIN EXCLUSIVE');
    } catch (cause) {
      database.close();
      if (!isBusy(cause)) throw cause;
      throw new CodedError('GATEWAY_RUNNING', 'another process uses this data folder: stop it first', {
        cause,
      });
    }
    this.#database = database;
  }

  release(): void {
    this.#database?.script('ROLLBACK');
    this.#database?.close();
    this.#database = undefined;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}
