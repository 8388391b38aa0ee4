import { random16Hex } from '@acequia/protocol';
import type { Member } from './Member.js';
import { Purse } from './Purse.js';

const SUPPLY = '1000000000000';

/** The operator's account with the whole supply of the tests' token, from which tests fund the accounts they need. */
export class Treasury {
  /** The community fund. */
  readonly fundId = `acc-${random16Hex()}`;
  readonly #owner: Member;
  readonly #settled: () => Promise<void>;
  readonly #purse: Purse;

  /** @param settled waits until every peer has what any other has: accounts are opened, and credits folded in, by others. */
  constructor(owner: Member, settled: () => Promise<void>) {
    this.#owner = owner;
    this.#settled = settled;
    this.#purse = new Purse(owner);
  }

  get accountId(): string {
    return this.#purse.accountId;
  }

  /** Publishes the token; once, before anything is paid. */
  async publish(): Promise<void> {
    const { token } = this.#owner.ledger;
    await Promise.all([this.#purse.open(), token.openAccount({ accountId: this.fundId })]);
    const { transactionId } = await token.publish({
      name: 'Token of the tests',
      symbol: 'TST',
      decimals: 2,
      supply: SUPPLY,
      treasury: this.accountId,
      fund: this.fundId,
    });
    this.#purse.received(`${transactionId}-supply`);
  }

  /** Opens an account of a member's with an amount in it. @returns its id, and the credit to fold in. */
  async account(owner: Member, amount: string): Promise<{ accountId: string; creditId: string }> {
    const accountId = `acc-${random16Hex()}`;
    await owner.ledger.token.openAccount({ accountId });
    await this.#settled();
    return { accountId, creditId: await this.pay(accountId, amount) };
  }

  /** Tells the ledger of money that came in at the bank. @returns the id of the credit. */
  async deposit(to: string, amount: string): Promise<string> {
    const { transactionId } = await this.#owner.ledger.token.depositCurrency({
      accountId: to,
      amount,
      reference: `T-${random16Hex().toUpperCase()}`.slice(0, 30),
    });
    await this.#settled();
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
    const creditId = await this.#purse.pay(to, amount);
    await this.#settled();
    return creditId;
  }

  /** Purses of the operator's with an amount in each: several can pay at once. */
  async purses(count: number, amount: string): Promise<Purse[]> {
    const purses = Array.from({ length: count }, () => new Purse(this.#owner));
    await Promise.all(purses.map((purse) => purse.open()));
    for (const purse of purses) purse.received(await this.pay(purse.accountId, amount));
    return purses;
  }
}
