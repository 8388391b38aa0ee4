import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { CodedError, parseWith } from '@acequia/protocol';
import Libsql from 'libsql';
import { z } from 'zod';

/** What a column holds. The driver aborts the process on a boolean, so flags are 0 and 1. */
export type SqlValue = string | number | null;

const checkpointSchema = z.looseObject({ busy: z.int() });

const schemaRowSchema = z.strictObject({
  type: z.enum(['table', 'index']),
  name: z.string(),
  sql: z.string(),
});
const versionSchema = z.strictObject({ user_version: z.int() });

/** How a file is opened. */
export interface DatabaseOptions {
  /** 32 bytes that everything in the file is encrypted with (AES-256-CBC, write-ahead log included). */
  readonly key?: Buffer;
  /** How long to wait for another connection's lock, milliseconds. */
  readonly waitMs?: number;
}

/**
 * A SQLite file: write-ahead log, every commit flushed to disk (synchronous=FULL). Rows are checked against a schema
 * where they are read; columns that are NULL are absent from them.
 */
export class Database {
  readonly path: string;
  readonly #waitMs: number;
  #connection: Libsql.Database;
  #isOpen = true;
  readonly #statements = new Map<string, Libsql.Statement>();

  private constructor(path: string, connection: Libsql.Database, waitMs: number) {
    this.path = path;
    this.#connection = connection;
    this.#waitMs = waitMs;
  }

  /**
   * Opens the file, creating it when it is not there.
   *
   * @throws CodedError DATABASE_KEY_WRONG when it was written with another key, or is no database.
   */
  static open(path: string, { key, waitMs = 5000 }: DatabaseOptions = {}): Database {
    return new Database(path, connectTo(path, key, waitMs), waitMs);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Closes the file and, unless another connection is at work on it, leaves nothing in its write-ahead log. */
  close(): void {
    this.#emptyLog();
    this.#disconnect();
  }

  /**
   * Closes the file so that it can be moved, or another one be moved into its place: everything is in the one file, and
   * no log stays behind that would be applied to the other.
   *
   * @throws CodedError DATABASE_BUSY when another connection is at work on it.
   */
  closeForMoving(): void {
    const isEmpty = this.#emptyLog();
    this.#disconnect();
    if (!isEmpty) throw busy();
    removeLog(this.path);
  }

  /**
   * Encrypts everything anew: a copy with the new key takes the file's place at once, so that a crash leaves the old file
   * or the new one. Nothing that was deleted is in the copy. The database stays open.
   *
   * @throws CodedError DATABASE_BUSY when another connection is at work on it; it then stays as it was.
   */
  reencrypt(key: Buffer): void {
    const copy = `${this.path}.reencrypted`;
    for (const suffix of ['', '-wal', '-journal']) rmSync(copy + suffix, { force: true });
    if (!this.#emptyLog()) throw busy();
    this.#copyTo(copy, key);
    this.#disconnect();
    removeLog(this.path);
    renameSync(copy, this.path);
    syncFolder(dirname(this.path));
    this.#connection = connectTo(this.path, key, this.#waitMs);
    this.#isOpen = true;
  }

  /** Runs statements that have no parameters and no result. */
  script(sql: string): void {
    this.#connection.exec(sql);
  }

  run(sql: string, ...values: SqlValue[]): void {
    this.#prepare(sql).run(...values);
  }

  all<S extends z.ZodType>(schema: S, sql: string, ...values: SqlValue[]): z.output<S>[] {
    return this.rows(sql, ...values).map((row) => parseWith(schema, row));
  }

  get<S extends z.ZodType>(schema: S, sql: string, ...values: SqlValue[]): z.output<S> | undefined {
    return this.all(schema, sql, ...values)[0];
  }

  /** Rows as they are, without their NULLs. */
  rows(sql: string, ...values: SqlValue[]): Record<string, unknown>[] {
    return this.#prepare(sql)
      .all(...values)
      .map(withoutNulls);
  }

  /** Runs `work` in one transaction: all of it or, when it throws, nothing. */
  transaction<T>(work: () => T): T {
    this.#connection.exec('BEGIN IMMEDIATE');
    let result: T;
    try {
      result = work();
    } catch (error) {
      this.#connection.exec('ROLLBACK');
      throw error;
    }
    this.#connection.exec('COMMIT');
    return result;
  }

  /** Reads in one transaction, so that all that is read is of the same moment. */
  snapshot<T>(work: () => T): T {
    this.#connection.exec('BEGIN');
    try {
      return work();
    } finally {
      this.#connection.exec('COMMIT');
    }
  }

  #copyTo(path: string, key: Buffer): void {
    const version = this.get(versionSchema, 'PRAGMA user_version')?.user_version ?? 0;
    const entries = this.all(
      schemaRowSchema,
      `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name`,
    );
    this.#connection.exec(
      `ATTACH DATABASE '${path.replaceAll("'", "''")}' AS copy KEY '${key.toString('hex')}'`,
    );
    try {
      this.transaction(() => {
        for (const { type, name, sql } of entries) {
          this.#connection.exec(sql.replace(/^CREATE (TABLE|INDEX) /, 'CREATE $1 copy.'));
          if (type === 'table')
            this.#connection.exec(`INSERT INTO copy."${name}" SELECT * FROM main."${name}"`);
        }
        this.#connection.exec(`PRAGMA copy.user_version = ${version}`);
      });
    } finally {
      this.#connection.exec('DETACH DATABASE copy');
    }
  }

  #disconnect(): void {
    this.#statements.clear();
    this.#connection.close();
    this.#isOpen = false;
  }

  /** Moves what is in the write-ahead log into the file; false when another connection kept some of it. */
  #emptyLog(): boolean {
    return this.get(checkpointSchema, 'PRAGMA wal_checkpoint(TRUNCATE)')?.busy === 0;
  }

  #prepare(sql: string): Libsql.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function connectTo(path: string, key: Buffer | undefined, waitMs: number): Libsql.Database {
  const encryption =
    key === undefined ? {} : { encryptionCipher: 'aes256cbc', encryptionKey: key.toString('hex') };
  const connection = new Libsql(path, { timeout: waitMs, ...encryption });
  try {
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    return connection;
  } catch (cause) {
    connection.close();
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_NOTADB')) throw cause;
    throw new CodedError('DATABASE_KEY_WRONG', `${path} was written with another key, or is no database`, {
      cause,
    });
  }
}

function removeLog(path: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function busy(): CodedError {
  return new CodedError('DATABASE_BUSY', 'another connection is at work on the database');
}

function withoutNulls(row: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row as object).filter(([, value]) => value !== null));
}
