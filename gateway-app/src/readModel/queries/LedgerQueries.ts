import { sha256HexSchema } from '@acequia/protocol';
import { z } from 'zod';
import type { Database } from '../Database.js';

const blockSchema = z.strictObject({
  number: z.int(),
  hash: sha256HexSchema,
  previousHash: z.string(),
  dataHash: sha256HexSchema,
  transactions: z.int(),
});
export type BlockRow = z.infer<typeof blockSchema>;

const transactionSchema = z.strictObject({
  id: z.string(),
  block: z.int(),
  position: z.int(),
  type: z.string(),
  /** The client's timestamp, milliseconds since 1970. */
  timeMs: z.int(),
  mspId: z.string().optional(),
  keyHash: z.string().optional(),
  validationCode: z.string(),
  function: z.string().optional(),
});
export type TransactionRow = z.infer<typeof transactionSchema>;

const summarySchema = z.strictObject({
  blocks: z.int(),
  transactions: z.int(),
  invalidTransactions: z.int(),
  homes: z.int(),
  windows: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  waiting: z.int(),
  unopened: z.int(),
  purged: z.int(),
  readings: z.int(),
  statements: z.int(),
  bills: z.int(),
  finalBills: z.int(),
});
export type Summary = z.infer<typeof summarySchema>;

const gapSchema = z.strictObject({ block: z.int(), position: z.int(), homeId: z.string() });
export type PrivateGap = z.infer<typeof gapSchema>;

/** A place in the ledger to page from: everything before it. */
export interface Position {
  readonly block: number;
  readonly position: number;
}

/** Blocks and transactions. */
export class LedgerQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The last block that was projected. */
  lastBlock(): BlockRow | undefined {
    return this.#database.get(blockSchema, 'SELECT * FROM blocks ORDER BY number DESC LIMIT 1');
  }

  block(number: number): BlockRow | undefined {
    return this.#database.get(blockSchema, 'SELECT * FROM blocks WHERE number = ?', number);
  }

  /** Blocks before one, the newest first. */
  blocks(limit: number, before = Number.MAX_SAFE_INTEGER): BlockRow[] {
    return this.#database.all(
      blockSchema,
      'SELECT * FROM blocks WHERE number < ? ORDER BY number DESC LIMIT ?',
      before,
      limit,
    );
  }

  blockTransactions(number: number): TransactionRow[] {
    return this.#database.all(
      transactionSchema,
      'SELECT * FROM transactions WHERE block = ? ORDER BY position',
      number,
    );
  }

  /** A transaction by its id: the valid one when a replayed copy of it is on the ledger too. */
  transaction(id: string): TransactionRow | undefined {
    return this.#database.get(
      transactionSchema,
      `SELECT * FROM transactions WHERE id = ? ORDER BY validationCode <> 'VALID', block, position LIMIT 1`,
      id,
    );
  }

  /** Transactions before a place in the ledger, the newest first. */
  transactions(limit: number, before?: Position): TransactionRow[] {
    const { block, position } = before ?? { block: Number.MAX_SAFE_INTEGER, position: 0 };
    return this.#database.all(
      transactionSchema,
      `SELECT * FROM transactions WHERE (block, position) < (?, ?) ORDER BY block DESC, position DESC LIMIT ?`,
      block,
      position,
      limit,
    );
  }

  /** Private data that is still awaited. */
  privateGaps(): PrivateGap[] {
    return this.#database.all(gapSchema, 'SELECT * FROM privateGaps ORDER BY block, position, homeId');
  }

  summary(): Summary {
    const [summary] = this.#database.all(
      summarySchema,
      `SELECT (SELECT count(*) FROM blocks) AS blocks,
        (SELECT count(*) FROM transactions) AS transactions,
        (SELECT count(*) FROM transactions WHERE validationCode <> 'VALID') AS invalidTransactions,
        (SELECT count(*) FROM homes) AS homes,
        (SELECT count(*) FROM windows) AS windows,
        (SELECT count(*) FROM windows WHERE verdict = 'accepted') AS accepted,
        (SELECT count(*) FROM windows WHERE verdict = 'rejected') AS rejected,
        (SELECT count(*) FROM windows WHERE verdict IS NULL) AS waiting,
        (SELECT count(*) FROM windows WHERE payload = 'sealed' AND verdict IS NULL) AS unopened,
        (SELECT count(*) FROM windows WHERE payload = 'purged') AS purged,
        (SELECT count(*) FROM intervals) AS readings,
        (SELECT count(*) FROM statements) AS statements,
        (SELECT count(*) FROM bills) AS bills,
        (SELECT count(*) FROM bills WHERE status = 'final') AS finalBills`,
    );
    if (summary === undefined) throw new Error('an aggregate query always answers one row');
    return summary;
  }
}
