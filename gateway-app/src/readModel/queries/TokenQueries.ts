import {
  parseJsonWith,
  publicRecords,
  type FeesRecord,
  type RecordType,
  type WithdrawalRecord,
} from '@acequia/protocol';
import { z } from 'zod';
import type { Database } from '../Database.js';
import { documentSchema } from './documentSchema.js';

const rowSchema = z.strictObject({ key: z.string(), document: z.string() });

/** A record of the token with its key. */
export interface TokenRow<T> {
  /** The key's attributes with `/` between them. */
  readonly key: string;
  readonly value: T;
}
/** Currency that an account's owner wants paid out, and what came of it. */
export type WithdrawalView = WithdrawalRecord & {
  readonly settlement?: z.output<typeof publicRecords.withdrawalOutcome.schema>;
};

/** The token's records as the ledger has them. */
export class TokenQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get<S extends z.ZodType>(
    { type, schema }: RecordType<S>,
    attributes: readonly string[],
  ): z.output<S> | undefined {
    const sql = 'SELECT document FROM tokenRecords WHERE type = ? AND key = ?';
    const row = this.#database.get(documentSchema, sql, type, attributes.join('/'));
    return row === undefined ? undefined : parseJsonWith(schema, row.document);
  }

  /** What transfers cost: nothing until the owner has set fees. */
  fees(): FeesRecord {
    return this.get(publicRecords.fees, []) ?? { transferFeeBp: 0, rewardBp: 0 };
  }

  /** All records of a kind in the order of their keys. */
  list<S extends z.ZodType>({ type, schema }: RecordType<S>): TokenRow<z.output<S>>[] {
    const sql = 'SELECT key, document FROM tokenRecords WHERE type = ? ORDER BY key';
    return this.#database
      .all(rowSchema, sql, type)
      .map(({ key, document }) => ({ key, value: parseJsonWith(schema, document) }));
  }

  /** Withdrawals, the newest first. */
  withdrawals(): WithdrawalView[] {
    const outcomes = new Map(
      this.list(publicRecords.withdrawalOutcome).map(({ key, value }) => [key, value]),
    );
    return this.list(publicRecords.withdrawal)
      .map(({ key, value }) => {
        const settlement = outcomes.get(key);
        return settlement === undefined ? value : { ...value, settlement };
      })
      .toSorted((a, b) => b.at - a.at || (a.withdrawalId < b.withdrawalId ? -1 : 1));
  }
}
