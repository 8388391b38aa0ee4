import { Mutex, random16Hex } from '@acequia/protocol';
import type { Member } from './Member.js';

/** A token account that tests pay from. */
export class Purse {
  readonly accountId = `acc-${random16Hex()}`;
  readonly #owner: Member;
  #fold: string[] = [];
  /** Debits of one account go one by one: they all touch its balance. */
  readonly #turns = new Mutex();

  constructor(owner: Member) {
    this.#owner = owner;
  }

  async open(): Promise<void> {
    await this.#owner.ledger.token.openAccount({ accountId: this.accountId });
  }

  /** Takes note of a credit, which the next payment folds in. */
  received(creditId: string): void {
    this.#fold.push(creditId);
  }

  /** Pays an amount to an account. @returns the id of the credit. */
  async pay(to: string, amount: string): Promise<string> {
    return await this.#turns.run(async () => {
      const { transactionId } = await this.#owner.ledger.token.transfer({
        from: this.accountId,
        to,
        amount,
        fold: this.#fold,
      });
      this.#fold = [];
      return `${transactionId}-transfer`;
    });
  }
}
