import {
  accountIdSchema,
  homeIdSchema,
  periodIdSchema,
  random16HexSchema,
  sha256HexSchema,
  tradingSideSchema,
} from '@acequia/protocol';
import { z } from 'zod';
import type { CommunityBook } from '../delegation/CommunityBook.js';

const rowSchema = z.strictObject({
  keyHash: sha256HexSchema,
  homeId: homeIdSchema,
  auctionId: random16HexSchema,
  side: tradingSideSchema,
  tokenAccountId: accountIdSchema,
  quotaAccountId: accountIdSchema,
  periodId: periodIdSchema,
  /** Ledger seconds. */
  askedAt: z.int(),
  /** What the home was answered: canonical JSON. */
  answer: z.string(),
});
/** Whose a pseudonym is, which nobody but the registrar and the home knows. */
export type PseudonymRow = z.infer<typeof rowSchema>;
const countSchema = z.strictObject({ count: z.int() });
const accountSchema = z.strictObject({ accountId: accountIdSchema });
const boughtSchema = rowSchema.pick({ quotaAccountId: true, periodId: true });
const buyersSchema = z.strictObject({
  /** The last one's place in the book. */
  newest: z.int(),
  /** When the first one was asked for, ledger seconds. */
  oldestAt: z.int(),
});
const toldSchema = z.strictObject({ homeId: homeIdSchema, upTo: z.int() });

const COLUMNS = 'keyHash, homeId, auctionId, side, tokenAccountId, quotaAccountId, periodId, askedAt, answer';

/** The book's table of pseudonyms. Changes belong into a transaction of the caller's. */
export class Pseudonyms {
  readonly #book: CommunityBook;

  constructor(book: CommunityBook) {
    this.#book = book;
  }

  ofKey(keyHash: string): PseudonymRow | undefined {
    return this.#find('keyHash', keyHash);
  }

  ofTokenAccount(tokenAccountId: string): PseudonymRow | undefined {
    return this.#find('tokenAccountId', tokenAccountId);
  }

  /** How many a home has in a period. */
  count(homeId: string, periodId: string): number {
    const sql = 'SELECT count(*) AS count FROM pseudonyms WHERE homeId = ? AND periodId = ?';
    return this.#book.database.get(countSchema, sql, homeId, periodId)?.count ?? 0;
  }

  /** Quota accounts that pseudonyms of a home have had. */
  usedAccounts(homeId: string): ReadonlySet<string> {
    return new Set(this.#accounts('homeId = ?', homeId));
  }

  /** Accounts that a home's pseudonyms of a period may have bought into. */
  boughtInto(homeId: string, periodId: string): string[] {
    return this.#accounts(`side = 'buyer' AND homeId = ? AND periodId = ?`, homeId, periodId);
  }

  /** The same of all periods, each with the one in which it was asked for: the oldest first. */
  bought(homeId: string): z.infer<typeof boughtSchema>[] {
    return this.#book.database.all(
      boughtSchema,
      `SELECT quotaAccountId, periodId FROM pseudonyms WHERE side = 'buyer' AND homeId = ? ORDER BY position`,
      homeId,
    );
  }

  add(row: PseudonymRow): void {
    this.#book.database.run(
      `INSERT INTO pseudonyms (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.keyHash,
      row.homeId,
      row.auctionId,
      row.side,
      row.tokenAccountId,
      row.quotaAccountId,
      row.periodId,
      row.askedAt,
      row.answer,
    );
  }

  /** The buyers of a period behind a place in the book; undefined when there are none. */
  buyersBehind(periodId: string, place: number): z.infer<typeof buyersSchema> | undefined {
    return this.#book.database.get(
      buyersSchema,
      `SELECT max(position) AS newest, min(askedAt) AS oldestAt FROM pseudonyms
        WHERE side = 'buyer' AND periodId = ? AND position > ? HAVING count(*) > 0`,
      periodId,
      place,
    );
  }

  /** Up to which place in the book each home has been told of a period's accounts; without those that were told of none. */
  toldPlaces(periodId: string): ReadonlyMap<string, number> {
    const sql = 'SELECT homeId, upTo FROM accountsTold WHERE periodId = ?';
    return new Map(
      this.#book.database.all(toldSchema, sql, periodId).map(({ homeId, upTo }) => [homeId, upTo]),
    );
  }

  /** A home has been told of a period's accounts up to a place. */
  setTold(periodId: string, homeId: string, upTo: number): void {
    this.#book.database.run(
      'INSERT OR REPLACE INTO accountsTold (periodId, homeId, upTo) VALUES (?, ?, ?)',
      periodId,
      homeId,
      upTo,
    );
  }

  #find(column: 'keyHash' | 'tokenAccountId', value: string): PseudonymRow | undefined {
    const sql = `SELECT ${COLUMNS} FROM pseudonyms WHERE ${column} = ?`;
    return this.#book.database.get(rowSchema, sql, value);
  }

  #accounts(condition: string, ...values: string[]): string[] {
    return this.#book.database
      .all(
        accountSchema,
        `SELECT quotaAccountId AS accountId FROM pseudonyms WHERE ${condition} ORDER BY position`,
        ...values,
      )
      .map(({ accountId }) => accountId);
  }
}
