import { random16Hex } from '@acequia/protocol';
import type { Member } from '../harness/Member.js';
import { Purse } from '../harness/Purse.js';
import type { TestCommunity } from '../harness/TestCommunity.js';

/** A home's own account: where its euro come in, become tokens, and become euro again. */
export class Householder {
  readonly purse: Purse;
  readonly #community: TestCommunity;
  readonly #home: Member;

  constructor(community: TestCommunity, home: Member) {
    this.#community = community;
    this.#home = home;
    this.purse = new Purse(home);
  }

  get accountId(): string {
    return this.purse.accountId;
  }

  /** Pays euro in at the bank and buys tokens for them. @param cents whole. */
  async payIn(cents: number): Promise<void> {
    const { accountId } = this;
    await this.purse.open();
    await this.#community.settled();
    const fold = [await this.#community.treasury.deposit(accountId, String(cents))];
    const bought = await this.#home.ledger.token.buy({ accountId, amount: String(cents), fold });
    this.purse.received(`${bought.transactionId}-purchase`);
  }

  /** Sells tokens and has the bank pay out what they bring. @param fold credits of tokens. @returns cents. */
  async payOut(tokens: number, fold: string[]): Promise<string> {
    const { accountId } = this;
    const { token } = this.#home.ledger;
    const sold = await token.sell({ accountId, amount: String(tokens), fold });
    const { amount } = await token.getBalance({ accountId, asset: 'currency' });
    const withdrawalId = random16Hex();
    await token.requestWithdrawal({ withdrawalId, accountId, amount, fold: [`${sold.transactionId}-sale`] });
    await this.#community.settled();
    const reference = `OUT-${withdrawalId.slice(0, 20).toUpperCase()}`;
    const settlement = { outcome: 'paid', reference } as const;
    await this.#community.operator.ledger.token.settleWithdrawal({ withdrawalId, settlement });
    return amount;
  }

  async open(): Promise<void> {
    await this.purse.open();
  }

  async tokens(): Promise<number> {
    const { accountId } = this;
    return Number((await this.#home.ledger.token.getBalance({ accountId })).amount);
  }
}
