import { fromAmount, toAmount, type FeesRecord } from '@acequia/protocol';
import { mostToPay } from './mostToPay.js';
import { payoutCost } from './payoutCost.js';
import type { ServiceAccounts } from './ServiceAccounts.js';
import type { ServicePayments } from './ServicePayments.js';

/** Pays out what homes have on account, to their own token accounts. */
export class Withdrawals {
  readonly #accounts: ServiceAccounts;
  readonly #payments: ServicePayments;
  readonly #fees: () => FeesRecord;

  /** @param fees of transfers on the ledger, as they are now. */
  constructor(accounts: ServiceAccounts, payments: ServicePayments, fees: () => FeesRecord) {
    this.#accounts = accounts;
    this.#payments = payments;
    this.#fees = fees;
  }

  /**
   * Notes a payment, of all that is there where more is asked for; in the caller's transaction. Its fee is taken off with it.
   *
   * @param accountId the home's token account.
   * @param at ledger seconds.
   */
  ask(homeId: string, accountId: string, amount: string, at: number): void {
    const balance = this.#accounts.balance(homeId);
    const fees = this.#fees();
    const most = mostToPay(balance, fees);
    const paid = toAmount(amount) < most ? toAmount(amount) : most;
    if (paid <= 0n) return;
    const requestId = this.#payments.add({ homeId, accountId, amount: paid, dueAt: at });
    const movement = { kind: 'withdrawal', amount: fromAmount(payoutCost(paid, fees)), at } as const;
    this.#accounts.book(homeId, movement, `withdrawal/${requestId}`);
  }
}
