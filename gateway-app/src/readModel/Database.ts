import { parseWith } from '@acequia/protocol';
import Libsql from 'libsql';
import type { z } from 'zod';

/** What a column holds. The driver aborts the process on a boolean, so flags are 0 and 1. */
export type SqlValue = string | number | null;

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

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  /** Writes everything into the one file, so that it can be moved, and closes it. */
  closeForMoving(): void {
    this.#statements.clear();
    this.#connection.pragma('journal_mode = DELETE');
    this.#connection.close();
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
