import {
  accountIdSchema,
  amountSchema,
  creditIdSchema,
  fromAmount,
  homeIdSchema,
  random16Hex,
  toAmount,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { LedgerError } from '@acequia/protocol/fabric';
import { z } from 'zod';
import type { CommunityBook } from './CommunityBook.js';
import type { ServiceAccounts } from './ServiceAccounts.js';

const rowSchema = z.strictObject({
  requestId: z.string(),
  homeId: homeIdSchema,
  accountId: accountIdSchema,
  amount: amountSchema,
  folded: z.string().optional(),
});
export type Withdrawal = z.infer<typeof rowSchema>;
const foldSchema = z.array(creditIdSchema);

/** Refusals after which other credits have to be named. */
const STALE: ReadonlySet<string> = new Set(['CREDIT_UNKNOWN', 'BALANCE_INSUFFICIENT']);
/** Most credits that a transfer folds. */
const MAX_FOLD = 200;

type TokenLedger = Pick<CommunityLedger['token'], 'transfer' | 'getBalance'>;

/**
 * Pays out what homes have on account. A payment is booked and gets its request id when it is asked for; which credits it folds
 * is written down before it is sent, so that it is the same request again after a crash.
 */
export class Withdrawals {
  readonly #book: CommunityBook;
  readonly #accounts: ServiceAccounts;

  constructor(book: CommunityBook, accounts: ServiceAccounts) {
    this.#book = book;
    this.#accounts = accounts;
  }

  /**
   * Notes a payment, of all that is there where more is asked for; in the caller's transaction.
   *
   * @param accountId the home's token account.
   * @param at ledger seconds.
   */
  ask(homeId: string, accountId: string, amount: string, at: number): void {
    const balance = this.#accounts.balance(homeId);
    const paid = toAmount(amount) < balance ? toAmount(amount) : balance;
    if (paid <= 0n) return;
    const requestId = random16Hex();
    this.#book.database.run(
      `INSERT INTO withdrawals (requestId, homeId, accountId, amount, state) VALUES (?, ?, ?, ?, 'asked')`,
      requestId,
      homeId,
      accountId,
      fromAmount(paid),
    );
    const movement = { kind: 'withdrawal', amount: fromAmount(paid), at } as const;
    this.#accounts.book(homeId, movement, `withdrawal/${requestId}`);
  }

  /** Payments that have not been made. */
  open(): Withdrawal[] {
    return this.#book.database.all(
      rowSchema,
      `SELECT requestId, homeId, accountId, amount, folded FROM withdrawals WHERE state = 'asked' ORDER BY position`,
    );
  }

  /** Makes a payment. @throws LedgerError, among others BALANCE_INSUFFICIENT when the service account was emptied. */
  async pay(withdrawal: Withdrawal, token: TokenLedger, serviceAccountId: string): Promise<void> {
    const { requestId, accountId, amount } = withdrawal;
    const fold = await this.#foldOf(withdrawal, token, serviceAccountId);
    try {
      await token.transfer({ requestId, from: serviceAccountId, to: accountId, amount, fold });
    } catch (error) {
      if (error instanceof LedgerError && STALE.has(error.code)) this.#noteFold(requestId, undefined);
      throw error;
    }
    this.#book.database.run(`UPDATE withdrawals SET state = 'paid' WHERE requestId = ?`, requestId);
  }

  async #foldOf({ requestId, folded }: Withdrawal, token: TokenLedger, accountId: string): Promise<string[]> {
    if (folded !== undefined) return foldSchema.parse(JSON.parse(folded));
    const { credits } = await token.getBalance({ accountId });
    // The largest first: many tiny deposits must not keep the others' payments waiting.
    const largest = credits.toSorted((a, b) => Number(toAmount(b.amount) - toAmount(a.amount)));
    const fold = largest.slice(0, MAX_FOLD).map(({ creditId }) => creditId);
    this.#noteFold(requestId, fold);
    return fold;
  }

  #noteFold(requestId: string, fold: readonly string[] | undefined): void {
    this.#book.database.run(
      'UPDATE withdrawals SET folded = ? WHERE requestId = ?',
      fold === undefined ? null : JSON.stringify(fold),
      requestId,
    );
  }
}
