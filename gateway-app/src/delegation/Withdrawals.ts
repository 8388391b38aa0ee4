import { fromAmount, toAmount } from '@acequia/protocol';
import type { ServiceAccounts } from './ServiceAccounts.js';
import type { ServicePayments } from './ServicePayments.js';

/** Pays out what homes have on account, to their own token accounts. */
export class Withdrawals {
  readonly #accounts: ServiceAccounts;
  readonly #payments: ServicePayments;

  constructor(accounts: ServiceAccounts, payments: ServicePayments) {
    this.#accounts = accounts;
    this.#payments = payments;
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
    const requestId = this.#payments.add({ homeId, accountId, amount: paid, dueAt: at });
    const movement = { kind: 'withdrawal', amount: fromAmount(paid), at } as const;
    this.#accounts.book(homeId, movement, `withdrawal/${requestId}`);
  }
}
