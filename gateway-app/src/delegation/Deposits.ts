import type { ReadModel } from '../readModel/ReadModel.js';
import type { CommunityBook } from './CommunityBook.js';
import type { Pseudonyms } from '../registrar/Pseudonyms.js';
import { creditsBehind, type Credit } from './creditsBehind.js';
import type { ServiceAccounts } from './ServiceAccounts.js';

const READER = 'deposits';

/**
 * Books what homes transferred to the community's service account on the ledger, under their own name or a pseudonym, in its
 * order and once.
 */
export class Deposits {
  readonly #book: CommunityBook;
  readonly #accounts: ServiceAccounts;
  readonly #pseudonyms: Pseudonyms;

  constructor(book: CommunityBook, accounts: ServiceAccounts, pseudonyms: Pseudonyms) {
    this.#book = book;
    this.#accounts = accounts;
    this.#pseudonyms = pseudonyms;
  }

  /** @param at ledger seconds. */
  read(model: ReadModel, serviceAccountId: string, at: number): number {
    const credits = creditsBehind(model, serviceAccountId, this.#book.placeOf(READER));
    const last = credits.at(-1);
    if (last === undefined) return 0;
    this.#book.transaction(() => {
      for (const credit of credits) this.#bookCredit(credit, at);
      this.#book.moveTo(READER, last);
    });
    return credits.length;
  }

  #bookCredit({ creditId, amount, homeId, traderKeyHash }: Credit, at: number): void {
    if (homeId !== undefined) {
      this.#accounts.book(homeId, { kind: 'deposit', amount, at }, `deposit/${creditId}`);
      return;
    }
    const owner = traderKeyHash === undefined ? undefined : this.#pseudonyms.ofKey(traderKeyHash)?.homeId;
    // What others gave it is none of a home's.
    if (owner === undefined) return;
    this.#accounts.book(owner, { kind: 'return', amount, at }, `return/${creditId}`);
  }
}
