import {
  accountIdSchema,
  amountSchema,
  creditIdSchema,
  creditsToFold,
  fromAmount,
  homeIdSchema,
  random16Hex,
} from '@acequia/protocol';
import { LedgerError, type CommunityLedger } from '@acequia/protocol/fabric';
import { z } from 'zod';
import type { CommunityBook } from './CommunityBook.js';

const rowSchema = z.strictObject({
  requestId: z.string(),
  homeId: homeIdSchema,
  accountId: accountIdSchema,
  amount: amountSchema,
  folded: z.string().optional(),
});
/** A payment from the community's service account that has been booked. */
export type ServicePayment = z.infer<typeof rowSchema>;
const foldSchema = z.array(creditIdSchema);

/** Refusals after which other credits have to be named. */
const STALE: ReadonlySet<string> = new Set(['CREDIT_UNKNOWN', 'BALANCE_INSUFFICIENT']);

export type TokenLedger = Pick<CommunityLedger['token'], 'transfer' | 'getBalance'>;

/**
 * Payments from the community's service account, each made once. A payment is booked and gets its request id when it is asked for;
 * which credits it folds is written down before it is sent, so that it is the same request again after a crash.
 */
export class ServicePayments {
  readonly #book: CommunityBook;

  constructor(book: CommunityBook) {
    this.#book = book;
  }

  /** Books a payment in the caller's transaction. @param dueAt ledger seconds. @returns its request id. */
  add(payment: {
    readonly homeId: string;
    readonly accountId: string;
    readonly amount: bigint;
    readonly dueAt: number;
  }): string {
    const requestId = random16Hex();
    this.#book.database.run(
      `INSERT INTO payments (requestId, homeId, accountId, amount, dueAt, state) VALUES (?, ?, ?, ?, ?, 'asked')`,
      requestId,
      payment.homeId,
      payment.accountId,
      fromAmount(payment.amount),
      payment.dueAt,
    );
    return requestId;
  }

  /** Payments that are due and have not been made. @param now ledger seconds. */
  due(now: number): ServicePayment[] {
    return this.#book.database.all(
      rowSchema,
      `SELECT requestId, homeId, accountId, amount, folded FROM payments WHERE state = 'asked' AND dueAt <= ?
        ORDER BY dueAt, position`,
      now,
    );
  }

  /** Makes a payment. @throws LedgerError, among others BALANCE_INSUFFICIENT when the service account was emptied. */
  async pay(payment: ServicePayment, token: TokenLedger, serviceAccountId: string): Promise<void> {
    const { requestId, accountId, amount } = payment;
    const fold = await this.#foldOf(payment, token, serviceAccountId);
    try {
      await token.transfer({ requestId, from: serviceAccountId, to: accountId, amount, fold });
    } catch (error) {
      if (error instanceof LedgerError && STALE.has(error.code)) this.#noteFold(requestId, undefined);
      throw error;
    }
    this.#book.database.run(`UPDATE payments SET state = 'paid' WHERE requestId = ?`, requestId);
  }

  async #foldOf(
    { requestId, folded }: ServicePayment,
    token: TokenLedger,
    accountId: string,
  ): Promise<string[]> {
    if (folded !== undefined) return foldSchema.parse(JSON.parse(folded));
    const { credits } = await token.getBalance({ accountId });
    const fold = creditsToFold(credits);
    this.#noteFold(requestId, fold);
    return fold;
  }

  #noteFold(requestId: string, fold: readonly string[] | undefined): void {
    this.#book.database.run(
      'UPDATE payments SET folded = ? WHERE requestId = ?',
      fold === undefined ? null : JSON.stringify(fold),
      requestId,
    );
  }
}
