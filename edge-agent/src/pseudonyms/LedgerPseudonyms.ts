import { randomInt } from 'node:crypto';
import { CodedError, type SignedTicket } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { Logger } from 'pino';
import type { Pseudonym, Pseudonyms } from '../trading/Pseudonyms.js';
import type { TradeEntry } from '../trading/tradeEntry.js';
import { hasExpired } from './hasExpired.js';
import { mostToSend, type Sending } from './mostToSend.js';
import type { PseudonymBook } from './PseudonymBook.js';
import type { Funding, PseudonymEntry } from './pseudonymEntry.js';
import type { TraderClients } from './TraderClients.js';

/**
 * Longest time that a pseudonym waits with what it sends home, ledger seconds. A home that comes back after a night, or whose sales were
 * all held until one day, would else empty its accounts within a second, and tell that they are of one home.
 */
const MAX_WAIT = 1800;
const SIDES = { buy: 'buyer', sell: 'seller' } as const;

export interface LedgerPseudonymsParts {
  readonly book: PseudonymBook;
  readonly clients: Pick<TraderClients, 'of' | 'end'>;
  /** As the home itself, for queries alone. */
  readonly ledger: { readonly token: Pick<CommunityLedger['token'], 'getFees'> };
  /** Whether the home has so much with the community; undefined until it is known. A coin that is asked for in vain is lost. */
  readonly affords: (tradeId: string, tokens: bigint) => Promise<boolean | undefined>;
  /** The community's token account, from which pseudonyms are paid and to which they pay back. */
  readonly serviceAccountId: string;
  /** Wall clock, milliseconds: certificates go by it. */
  readonly wallClock: () => number;
  /** Ledger seconds. */
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * The pseudonyms of the home's trades, certified by the community's registrar and paid from what the home has on account with the
 * community. Everything that is asked for is in the book before it is asked, and everything that a pseudonym signs is in its
 * journal before it is sent: whatever is killed, there is one pseudonym a trade, one payment to it, and nothing stays behind.
 */
export class LedgerPseudonyms implements Pseudonyms {
  readonly #parts: LedgerPseudonymsParts;
  /** When each pseudonym that has something sends it home, ledger seconds. */
  readonly #homeAt = new Map<string, number>();

  constructor(parts: LedgerPseudonymsParts) {
    this.#parts = parts;
  }

  ticket({ tradeId }: TradeEntry): SignedTicket | undefined {
    return this.#parts.book.ofTrade(tradeId)?.ticket;
  }

  async of({ tradeId }: TradeEntry): Promise<Pseudonym | undefined> {
    const entry = this.#parts.book.ofTrade(tradeId);
    if (entry?.ticket === undefined || this.#hasExpired(entry)) return undefined;
    const { ticket, tokenAccountId: accountId } = entry;
    return { ledger: await this.#parts.clients.of(entry), ticket, accountId };
  }

  /** @throws CodedError the registrar's refusal, SERVICE_BALANCE_INSUFFICIENT, BOND_CHANGED, and of the ledger. */
  async prepare(trade: TradeEntry, tokens: bigint): Promise<boolean> {
    const { book } = this.#parts;
    const asked = book.ofTrade(trade.tradeId) ?? (await this.#ask(trade, tokens));
    if (asked === undefined) return false;
    if (asked.code !== undefined) throw new CodedError(asked.code, 'the community gives no pseudonym');
    if (asked.state !== 'granted') return false;
    const { requestHash } = await this.#opened(asked);
    const entry = await book.fund(requestHash, tokens);
    if (entry.funding === undefined || !(await this.#hasCome(entry, entry.funding))) return false;
    if (BigInt(entry.funding.amount) >= tokens) return true;
    throw new CodedError('BOND_CHANGED', 'more must be set aside than when it was asked for');
  }

  async bringHome({ tradeId }: TradeEntry): Promise<void> {
    const entry = this.#parts.book.ofTrade(tradeId);
    if (entry !== undefined) await this.#sendHome(entry);
  }

  async isEmpty({ tradeId }: TradeEntry): Promise<boolean> {
    const entry = this.#parts.book.ofTrade(tradeId);
    return entry === undefined || this.#hasExpired(entry) || (await this.#sending(entry)).amount === 0n;
  }

  async tidy(trades: readonly TradeEntry[]): Promise<void> {
    const phases = new Map(trades.map(({ tradeId, phase }) => [tradeId, phase]));
    for (const entry of this.#parts.book.list()) {
      const phase = phases.get(entry.tradeId);
      if (phase !== undefined && phase !== 'over') continue;
      if (!entry.isOver) await this.#finishOrLog(entry);
      else if (phase === undefined) await this.#parts.book.forget(entry.requestHash);
    }
  }

  /** One that does not succeed keeps no other up. */
  async #finishOrLog(entry: PseudonymEntry): Promise<void> {
    try {
      await this.#finish(entry);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.#parts.log.info({ code: error.code }, 'what lies with a pseudonym is brought home later');
    }
  }

  async #finish(entry: PseudonymEntry): Promise<void> {
    const { book, clients, log } = this.#parts;
    const { requestHash, funding, code } = entry;
    const isExpired = this.#hasExpired(entry);
    // What was never paid anything has nothing, and what was refused is paid in no part.
    if (funding !== undefined && code === undefined && !isExpired) {
      if (!(await this.#hasCome(entry, funding)) || (await this.#sendHome(entry))) return;
    }
    if (isExpired) log.warn('a pseudonym has expired: what may lie with it cannot be brought home');
    await book.note(requestHash, { isOver: true });
    this.#homeAt.delete(requestHash);
    await clients.end(requestHash);
  }

  /** @returns undefined until it is known that there are tokens for it. */
  async #ask(trade: TradeEntry, tokens: bigint): Promise<PseudonymEntry | undefined> {
    const { book, affords } = this.#parts;
    const { tradeId, auctionId, side, resource, lots } = trade;
    const isAffordable = await affords(tradeId, tokens);
    if (isAffordable === undefined) return undefined;
    if (isAffordable) return await book.ask({ tradeId, auctionId, side: SIDES[side], resource, lots });
    throw new CodedError('SERVICE_BALANCE_INSUFFICIENT', 'the home has less on account with the community');
  }

  /** The pseudonym opens its account itself, so that it is its owner. */
  async #opened(entry: PseudonymEntry): Promise<PseudonymEntry> {
    const { requestHash, opening, tokenAccountId: accountId } = entry;
    if (opening.isDone) return entry;
    const { token } = await this.#parts.clients.of(entry);
    await token.openAccount({ requestId: opening.requestId, accountId });
    return await this.#parts.book.note(requestHash, { opening: { ...opening, isDone: true } });
  }

  async #hasCome(entry: PseudonymEntry, funding: Funding): Promise<boolean> {
    if (funding.hasCome) return true;
    const { requestHash, tokenAccountId: accountId } = entry;
    const { token } = await this.#parts.clients.of(entry);
    const { amount } = await token.getBalance({ accountId });
    if (BigInt(amount) < BigInt(funding.amount)) return false;
    await this.#parts.book.note(requestHash, { funding: { ...funding, hasCome: true } });
    return true;
  }

  #hasExpired(entry: PseudonymEntry): boolean {
    return hasExpired(entry, this.#parts.wallClock());
  }

  /** Asked again after a crash it finds the account empty: the journal is settled before. @returns whether there was something, or may be. */
  async #sendHome(entry: PseudonymEntry): Promise<boolean> {
    const { clients, serviceAccountId: to } = this.#parts;
    if (!this.#isTimeFor(entry)) return true;
    const { amount, fold } = await this.#sending(entry);
    if (amount > 0n) {
      const { token } = await clients.of(entry);
      await token.transfer({ from: entry.tokenAccountId, to, amount: amount.toString(), fold: [...fold] });
    }
    this.#homeAt.delete(entry.requestHash);
    return amount > 0n;
  }

  /** Each has a time of its own, drawn when it is first asked: whoever pays one dust keeps up no other. */
  #isTimeFor({ requestHash }: PseudonymEntry): boolean {
    const now = this.#parts.now();
    const at = this.#homeAt.get(requestHash) ?? now + randomInt(MAX_WAIT + 1);
    this.#homeAt.set(requestHash, at);
    return now >= at;
  }

  async #sending(entry: PseudonymEntry): Promise<Sending> {
    const { clients, ledger } = this.#parts;
    if (!entry.opening.isDone) return { amount: 0n, fold: [] };
    const { token } = await clients.of(entry);
    const balance = await token.getBalance({ accountId: entry.tokenAccountId });
    const fees = await ledger.token.getFees();
    return mostToSend(balance, fees);
  }
}
