import {
  Fundings,
  PseudonymDesk,
  Pseudonyms,
  ServiceAccounts,
  ServicePayments,
  Withdrawals,
  type Coin,
  type CommunityBook,
  type RegistrarKeys,
} from '@acequia/gateway-app/testing';
import type { ChannelBody, PeriodRecord } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { TownLedger } from './TownLedger.js';

const DAY = 86_400;
const DELAY = 1800;
const NO_FEES = { transferFeeBp: 0, rewardBp: 0 };

export interface TownRegistrarParts {
  readonly book: CommunityBook;
  readonly keys: RegistrarKeys;
  readonly ledger: TownLedger;
  readonly token: CommunityLedger['token'];
  readonly period: PeriodRecord;
  readonly serviceAccountId: string;
  readonly coins: ReadonlyMap<string, readonly Coin[]>;
  readonly isCareless: boolean;
}

/** The registrar and the service accounts of a community, with the gateway's own parts; letters come and go at once. */
export class TownRegistrar {
  readonly pseudonyms: Pseudonyms;
  readonly #parts: TownRegistrarParts;
  readonly #accounts: ServiceAccounts;
  readonly #payments: ServicePayments;
  readonly #fundings: Fundings;
  readonly #withdrawals: Withdrawals;
  readonly #letters: { readonly homeId: string; readonly body: ChannelBody }[] = [];

  constructor(parts: TownRegistrarParts) {
    const { book } = parts;
    this.#parts = parts;
    this.pseudonyms = new Pseudonyms(book);
    this.#accounts = new ServiceAccounts(book);
    this.#payments = new ServicePayments(book);
    this.#withdrawals = new Withdrawals(this.#accounts, this.#payments, () => NO_FEES);
    this.#fundings = new Fundings({
      pseudonyms: this.pseudonyms,
      accounts: this.#accounts,
      payments: this.#payments,
      decimals: () => 2,
      fees: () => NO_FEES,
      maxDelay: DELAY,
    });
  }

  /** Books what a home paid in. What its pseudonyms send back is booked nowhere: the book shows nobody anything. */
  deposited(homeId: string, amount: string): void {
    const at = this.#parts.ledger.now;
    this.#accounts.book(homeId, { kind: 'deposit', amount, at }, `deposit/${homeId}/${at}`);
  }

  affords(homeId: string, tokens: bigint): boolean {
    return this.#accounts.balance(homeId) >= tokens;
  }

  /** Coins that no pseudonym of a home has had. */
  freeCoins(homeId: string): number[] {
    const used = this.pseudonyms.usedAccounts(homeId);
    return this.#coinsOf(homeId)
      .filter(({ accountId }) => !used.has(accountId))
      .map(({ lots }) => lots);
  }

  /** Takes a home's letter. */
  take(homeId: string, body: ChannelBody): void {
    const { book, ledger } = this.#parts;
    const { now, record: community } = ledger;
    book.transaction(() => {
      if (body.type === 'requestPseudonym') this.#deskOf(homeId).request({ homeId, community, now }, body);
      else if (body.type === 'fundPseudonym') this.#fund(homeId, body);
      else if (body.type === 'withdraw' && body.accountId !== undefined)
        this.#withdrawals.ask(homeId, body.accountId, body.amount, now);
      else throw new Error(`nobody here takes ${body.type}`);
    });
  }

  /** What a home was answered since it last looked. */
  answers(homeId: string): ChannelBody[] {
    const own = this.#letters.filter((letter) => letter.homeId === homeId);
    for (const letter of own) this.#letters.splice(this.#letters.indexOf(letter), 1);
    return own.map(({ body }) => body);
  }

  /** Makes the payments that are due. */
  async payOut(): Promise<void> {
    const { ledger, token, serviceAccountId } = this.#parts;
    for (const payment of this.#payments.due(ledger.now)) {
      await this.#payments.pay(payment, token, serviceAccountId);
    }
  }

  /** A careless registrar pays in one sum, with something that is the home's own. */
  #fund(homeId: string, wish: Extract<ChannelBody, { type: 'fundPseudonym' }>): void {
    const { tokenAccountId, amount } = wish;
    const { ledger, isCareless } = this.#parts;
    if (!isCareless) this.#fundings.ask({ homeId, tokenAccountId, amount }, ledger.now);
    else {
      const own = BigInt(amount) + BigInt(homeId.slice(2));
      this.#payments.add({ homeId, accountId: tokenAccountId, amount: own, dueAt: ledger.now });
    }
  }

  /** A careless one lets each home's certificates end at an hour of its own. */
  #deskOf(homeId: string): PseudonymDesk {
    const { keys, ledger, period, isCareless } = this.#parts;
    return new PseudonymDesk({
      keys,
      pseudonyms: this.pseudonyms,
      letters: { write: (recipient, body) => void this.#letters.push({ homeId: recipient, body }) },
      periodAt: () => ({ ...period }),
      coinsOf: (ofHome) => this.#coinsOf(ofHome),
      // What it buys in the month is far below the limit.
      listed: (ofHome) => this.#coinsOf(ofHome).length,
      isTokenAccount: (accountId) => ledger.isTokenAccount(accountId),
      graceSeconds: 45 * DAY + (isCareless ? 3600 * Number(homeId.slice(2)) : 0),
      wallClock: () => ledger.wallClock,
    });
  }

  #coinsOf(homeId: string): readonly Coin[] {
    return this.#parts.coins.get(homeId) ?? [];
  }
}
