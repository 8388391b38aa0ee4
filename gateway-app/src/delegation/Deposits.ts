import type { ReadModel } from '../readModel/ReadModel.js';
import type { CommunityBook } from './CommunityBook.js';
import { creditsBehind } from './creditsBehind.js';
import type { ServiceAccounts } from './ServiceAccounts.js';

const READER = 'deposits';

/** Books what homes transferred to the community's service account on the ledger, in its order and once. */
export class Deposits {
  readonly #book: CommunityBook;
  readonly #accounts: ServiceAccounts;

  constructor(book: CommunityBook, accounts: ServiceAccounts) {
    this.#book = book;
    this.#accounts = accounts;
  }

  /** @param at ledger seconds. */
  read(model: ReadModel, serviceAccountId: string, at: number): number {
    const credits = creditsBehind(model, serviceAccountId, this.#book.placeOf(READER));
    const last = credits.at(-1);
    if (last === undefined) return 0;
    this.#book.transaction(() => {
      for (const { creditId, amount, homeId } of credits) {
        // What others gave it is none of a home's.
        if (homeId === undefined) continue;
        this.#accounts.book(homeId, { kind: 'deposit', amount, at }, `deposit/${creditId}`);
      }
      this.#book.moveTo(READER, last);
    });
    return credits.length;
  }
}
