import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { TestIdentity, TEST_CHANNEL } from '@acequia/chaincode/testing';
import { tradingRulesSchema } from '@acequia/edge-agent';
import {
  beginTrades,
  HomePurse,
  LedgerDesk,
  LedgerPseudonyms,
  OpeningSealer,
  PseudonymBook,
  TradeBook,
  TradeRunner,
  type PseudonymEntry,
} from '@acequia/edge-agent/testing';
import {
  COMMUNITY_OWNER,
  random16Hex,
  sealingDomain,
  sha256Hex,
  TRADERS_MSP,
  type ChannelBody,
  type PeriodRecord,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import { pino } from 'pino';
import type { TownLedger } from './TownLedger.js';
import type { TownRegistrar } from './TownRegistrar.js';

export interface TownHomeParts {
  readonly homeId: string;
  readonly folder: string;
  readonly ledger: TownLedger;
  readonly registrar: TownRegistrar;
  readonly period: PeriodRecord;
  readonly serviceAccountId: string;
  readonly isCareless: boolean;
}

/** What a home would trade: lots of energy, on an auction of another's or one of its own. */
export interface TownWish {
  readonly lots: number;
  readonly auction?: { readonly auctionId: string; readonly lots: number; readonly biddingEndsAt: number };
}

/** A home that trades with its agent's own parts. */
export class TownHome {
  readonly identity: TestIdentity;
  readonly purse: HomePurse;
  readonly #parts: TownHomeParts;
  readonly #ledger: CommunityLedger;
  readonly #book: PseudonymBook;
  readonly #trades: TradeBook;
  readonly #log = pino({ level: 'silent' });
  #runner: TradeRunner | undefined;

  constructor(parts: TownHomeParts) {
    const { homeId, folder, ledger, registrar, serviceAccountId } = parts;
    this.#parts = parts;
    this.identity = new TestIdentity(`${homeId}MSP`);
    this.#ledger = ledger.as(this.identity);
    const store = new KeyStore(join(folder, homeId), new AtRestCipher(Buffer.alloc(32, 7)));
    const send = async ({ body }: { readonly body: ChannelBody }): Promise<void> => {
      registrar.take(homeId, body);
      await Promise.resolve();
    };
    this.#book = new PseudonymBook({ store, send });
    this.#trades = new TradeBook(store);
    this.purse = new HomePurse({ ledger: this.#ledger, store, send, serviceAccountId });
  }

  /** Opens the household's account; what a careless home's pseudonyms have goes straight there. */
  async open(): Promise<string> {
    const { serviceAccountId, isCareless } = this.#parts;
    const own = await this.purse.account();
    this.#runner = this.#newRunner(isCareless ? own : serviceAccountId);
    return own;
  }

  /** Begins a trade, unless there is no coin for it. */
  async begin({ lots, auction }: TownWish): Promise<void> {
    const { homeId, ledger, registrar, period, isCareless } = this.#parts;
    const number = Number(homeId.slice(2));
    const { periodId, end: periodEnd } = period;
    const side = auction === undefined ? 'buy' : 'sell';
    // Whoever buys pays what any seller may ask.
    const least = side === 'buy' ? 200 : 100;
    const price = String(isCareless ? 100 + 10 * number : randomInt(least, least + 100));
    const wanted = isCareless && side === 'sell' ? number : lots;
    const intent = { periodId, lots: wanted, quantity: String(1000 * wanted), price };
    const trades = beginTrades(
      { at: ledger.now, side, resource: 'energy', reason: 'trade', intent },
      {
        periodEnd,
        auctions: auction === undefined ? [] : [auction],
        coins: registrar.freeCoins(homeId),
        known: new Set(),
        left: 1,
      },
    );
    const habits = { salt: sha256Hex(homeId).slice(0, 32), notBefore: ledger.now, patience: 0 };
    for (const trade of trades) await this.#trades.add(isCareless ? { ...trade, ...habits } : trade);
  }

  /** Takes letters, and what is due of all trades. */
  async round(): Promise<void> {
    const { homeId, registrar } = this.#parts;
    for (const body of registrar.answers(homeId)) await this.#book.handle({ from: COMMUNITY_OWNER, body });
    await this.#runner?.run();
  }

  /** Pays into its account with the community. */
  async deposit(amount: string): Promise<void> {
    const { homeId, registrar } = this.#parts;
    await this.purse.deposit({ requestId: random16Hex(), amount });
    registrar.deposited(homeId, amount);
  }

  #newRunner(returnTo: string): TradeRunner {
    const { homeId, ledger, registrar } = this.#parts;
    const now = (): number => ledger.now;
    const pseudonyms = new LedgerPseudonyms({
      book: this.#book,
      clients: {
        of: async (entry) => Promise.resolve(this.#asPseudonym(entry)),
        end: async () => Promise.resolve(),
      },
      ledger: this.#ledger,
      affords: async (_tradeId, tokens) => Promise.resolve(registrar.affords(homeId, tokens)),
      serviceAccountId: returnTo,
      wallClock: () => ledger.wallClock,
      now,
      log: this.#log,
    });
    const openings = new OpeningSealer({
      ledger: this.#ledger,
      store: { rules: tradingRulesSchema.parse({}) },
      domain: sealingDomain({ channel: TEST_CHANNEL, chaincode: 'acequia' }),
    });
    const desk = new LedgerDesk({ ledger: this.#ledger, pseudonyms, openings, now });
    return new TradeRunner({ book: this.#trades, desk, now, log: this.#log });
  }

  #asPseudonym({ certificate, ticket }: PseudonymEntry): CommunityLedger {
    if (certificate === undefined || ticket === undefined)
      throw new Error('the pseudonym is certified first');
    return this.#parts.ledger.as({
      mspId: TRADERS_MSP,
      keyHash: ticket.ticket.keyHash,
      certificate,
    });
  }
}
