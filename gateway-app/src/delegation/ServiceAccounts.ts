import { fromAmount, statementSchema, toAmount, type Statement } from '@acequia/protocol';
import { z } from 'zod';
import type { CommunityBook } from './CommunityBook.js';

const serviceSchema = statementSchema.shape.service.unwrap();
const movementSchema = serviceSchema.shape.movements.element;
/** A change of what a home has on account with the community. */
export type Movement = z.infer<typeof movementSchema>;

const homeSchema = z.strictObject({ homeId: z.string() });

/** What each kind does to the balance. */
const SIGN: Readonly<Record<Movement['kind'], bigint>> = {
  deposit: 1n,
  refund: 1n,
  fee: 1n,
  return: 1n,
  escrow: -1n,
  funding: -1n,
  withdrawal: -1n,
};

/**
 * What homes have on account with the community for delegations: tokens that they transferred to its service account on the
 * ledger. Who delegates to whom is private, so that escrow and fees move in this book alone. A movement has a source, which is
 * booked once whatever happens.
 */
export class ServiceAccounts {
  readonly #book: CommunityBook;

  constructor(book: CommunityBook) {
    this.#book = book;
  }

  /** Tokens, minor units. */
  balance(homeId: string): bigint {
    return this.#movements('homeId = ?', homeId).reduce(
      (sum, { kind, amount }) => sum + SIGN[kind] * toAmount(amount),
      0n,
    );
  }

  /** Homes that ever had something on account. */
  homes(): string[] {
    return this.#book.database
      .all(homeSchema, 'SELECT DISTINCT homeId FROM movements ORDER BY length(homeId), homeId')
      .map(({ homeId }) => homeId);
  }

  /**
   * Books a movement unless its source was booked before or it moves nothing.
   *
   * @param source what it follows from, such as `deposit/<credit id>`.
   */
  book(homeId: string, { kind, amount, delegationId, at }: Movement, source: string): void {
    if (amount === '0') return;
    this.#book.database.run(
      `INSERT INTO movements (homeId, kind, amount, delegationId, at, source) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (source) DO NOTHING`,
      homeId,
      kind,
      amount,
      delegationId ?? null,
      at,
      source,
    );
  }

  /**
   * What a statement says of the account: the movements that no statement before has told of become this one's.
   *
   * @returns undefined while there was never anything on the account.
   */
  tell(homeId: string, statementId: string): Statement['service'] {
    return this.#book.transaction(() => {
      const { database } = this.#book;
      database.run(
        'UPDATE movements SET statementId = ? WHERE homeId = ? AND statementId IS NULL',
        statementId,
        homeId,
      );
      if (!this.homes().includes(homeId)) return undefined;
      const movements = this.#movements('homeId = ? AND statementId = ?', homeId, statementId);
      return { balance: fromAmount(this.balance(homeId)), movements };
    });
  }

  #movements(condition: string, ...values: string[]): Movement[] {
    return this.#book.database.all(
      movementSchema,
      `SELECT kind, amount, delegationId, at FROM movements WHERE ${condition} ORDER BY position`,
      ...values,
    );
  }
}
