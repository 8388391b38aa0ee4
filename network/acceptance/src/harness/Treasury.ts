import { Mutex, random16Hex } from '@acequia/protocol';
import type { Member } from './Member.js';

const SUPPLY = '1000000000000';

/** The operator's account with the whole supply of the tests' token, from which tests fund the accounts they need. */
export class Treasury {
  readonly accountId = `acc-${random16Hex()}`;
  readonly #owner: Member;
  #fold: readonly string[] = [];
  /** Debits of one account go one by one: they all touch its balance. */
  readonly #turns = new Mutex();

  constructor(owner: Member) {
    this.#owner = owner;
  }

  /** Publishes the token; once, before anything is paid. */
  async publish(): Promise<void> {
    const { token } = this.#owner.ledger;
    await token.openAccount({ accountId: this.accountId });
    const { transactionId } = await token.publish({
      name: 'Token of the tests',
      symbol: 'TST',
      decimals: 2,
      supply: SUPPLY,
      treasury: this.accountId,
      fund: this.accountId,
    });
    this.#fold = [`${transactionId}-supply`];
  }

  /** Opens an account of a member's with an amount in it. @returns its id, and the credit to fold in. */
  async account(owner: Member, amount: string): Promise<{ accountId: string; creditId: string }> {
    const accountId = `acc-${random16Hex()}`;
    await owner.ledger.token.openAccount({ accountId });
    return { accountId, creditId: await this.pay(accountId, amount) };
  }

  /** Tells the ledger of money that came in at the bank. @returns the id of the credit. */
  async deposit(to: string, amount: string): Promise<string> {
    const { transactionId } = await this.#owner.ledger.token.depositCurrency({
      accountId: to,
      amount,
      reference: `T-${random16Hex().toUpperCase()}`.slice(0, 30),
    });
    return `${transactionId}-deposit`;
  }

  /** Opens the counter at a price that the reserve covers: a cent for a token. */
  async openCounter(): Promise<void> {
    const { token } = this.#owner.ledger;
    const { accountId } = this;
    const amount = (BigInt(SUPPLY) / 100n).toString();
    const fold = [await this.deposit(accountId, amount)];
    const { transactionId } = await token.fundReserve({ accountId, amount, fold });
    await token.foldReserve({ deltas: [transactionId] });
    await token.openCounter({ buyPrice: '2', sellPrice: '1' });
  }

  /** Pays an amount to an account. @returns the id of the credit. */
  async pay(to: string, amount: string): Promise<string> {
    return await this.#turns.run(async () => {
      const { transactionId } = await this.#owner.ledger.token.transfer({
        from: this.accountId,
        to,
        amount,
        fold: [...this.#fold],
      });
      this.#fold = [];
      return `${transactionId}-transfer`;
    });
  }
}
