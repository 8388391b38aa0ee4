import { rmSync } from 'node:fs';
import { CodedError, parseWith } from '@acequia/protocol';
import Libsql from 'libsql';
import { z } from 'zod';

/** What a column holds. The driver aborts the process on a boolean, so flags are 0 and 1. */
export type SqlValue = string | number | null;

const checkpointSchema = z.looseObject({ busy: z.int() });

/**
 * A SQLite file: write-ahead log, every commit flushed to disk (synchronous=FULL). Rows are checked against a schema
 * where they are read; columns that are NULL are absent from them.
 */
export class Database {
  readonly path: string;
  readonly #connection: Libsql.Database;
  readonly #statements = new Map<string, Libsql.Statement>();

  private constructor(path: string, connection: Libsql.Database) {
    this.path = path;
    this.#connection = connection;
  }

  /**
   * Opens the file, creating it when it is not there.
   *
   * @param options.waitMs how long to wait for another connection's lock.
   */
  static open(path: string, { waitMs = 5000 } = {}): Database {
    const connection = new Libsql(path, { timeout: waitMs });
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    return new Database(path, connection);
  }

  /** Closes the file and, unless another connection is at work on it, leaves nothing in its write-ahead log. */
  close(): void {
    this.#emptyLog();
    this.#statements.clear();
    this.#connection.close();
  }

  /**
   * Closes the file so that it can be moved, or another one be moved into its place: everything is in the one file, and
   * no log stays behind that would be applied to the other.
   *
   * @throws CodedError DATABASE_BUSY when another connection is at work on it.
   */
  closeForMoving(): void {
    const isEmpty = this.#emptyLog();
    this.#statements.clear();
    this.#connection.close();
    if (!isEmpty) throw new CodedError('DATABASE_BUSY', 'another connection is at work on the database');
    for (const suffix of ['-wal', '-shm']) rmSync(this.path + suffix, { force: true });
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

function withoutNulls(row: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row as object).filter(([, value]) => value !== null));
}
