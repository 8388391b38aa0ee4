import { CodedError } from '@acequia/protocol';
import type { Logger } from 'pino';
import { isLedgerAway } from '../delegation/isLedgerAway.js';
import { dueStep, type TradeStep } from './dueStep.js';
import type { MarketDesk } from './MarketDesk.js';
import { nextTrade, type TradeEvent } from './nextTrade.js';
import type { TradeBook } from './TradeBook.js';
import type { TradeEntry } from './tradeEntry.js';
import type { TradeSight } from './TradeSight.js';

/** Steps of one trade in a row: more than a trade has. */
const MAX_STEPS = 12;
/** The request took effect before, somebody else was first, or the ledger's clock differs: it is looked at again later. */
const DONE_ALREADY: ReadonlySet<string> = new Set([
  'AUCTION_EXISTS',
  'AUCTION_SETTLED',
  'BID_DUPLICATE',
  'BID_REVEAL_EXISTS',
  'DELIVERY_RELEASED',
  'MAX_PRICE_EXISTS',
  'PHASE_EARLY',
  'PHASE_LATE',
  'REQUEST_DONE',
]);

export interface RunnerParts {
  readonly book: TradeBook;
  readonly desk: MarketDesk;
  /** Ledger seconds. */
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Carries trades through their auctions. It asks the ledger how far a trade is before each step and takes the one that is due, so
 * that it goes on where it was after any crash, and discloses prices by itself when they are due.
 */
export class TradeRunner {
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** Takes what is due of all trades, and tidies up behind those that are over. One that fails keeps no other up. */
  async run(): Promise<void> {
    const { book, desk } = this.#parts;
    for (const { tradeId } of book.open()) {
      try {
        await this.#carry(tradeId);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        this.#parts.log.info(
          { tradeId, code: error.code },
          'a trade’s step did not succeed and is tried again',
        );
      }
    }
    await desk.tidy(book.list());
  }

  async #carry(tradeId: string): Promise<void> {
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const { entry, look } = await this.#look(tradeId);
      const due = dueStep(entry, look, this.#parts.now());
      if (due === 'wait' || !(await this.#take(entry, due))) return;
    }
  }

  async #look(tradeId: string): Promise<{ entry: TradeEntry; look: TradeSight }> {
    const { book, desk } = this.#parts;
    const known = await book.step(tradeId, () => undefined);
    const look = await desk.look(known);
    return { entry: await this.#tell(tradeId, { type: 'seen', look }), look };
  }

  /** @returns whether to look on at once. */
  async #take(entry: TradeEntry, step: Exclude<TradeStep, 'wait'>): Promise<boolean> {
    const { log } = this.#parts;
    try {
      return await this.#order(entry, step);
    } catch (error) {
      if (!(error instanceof CodedError) || isLedgerAway(error.code)) throw error;
      const { code } = error;
      log.info({ tradeId: entry.tradeId, step, code }, 'a step of a trade was refused');
      if (DONE_ALREADY.has(code)) return false;
      // Nothing of it is on the ledger: that was looked at just before, and the client knows what became of what it sent.
      await this.#tell(entry.tradeId, { type: 'refused', code });
      return false;
    }
  }

  async #order(entry: TradeEntry, step: Exclude<TradeStep, 'wait'>): Promise<boolean> {
    const { desk } = this.#parts;
    switch (step) {
      case 'prepare':
        if (!(await desk.prepare(entry))) return false;
        await this.#tell(entry.tradeId, { type: 'prepared' });
        return true;
      case 'collect':
        await desk.collect(entry);
        // Some of it comes home only after the period: once a round is enough.
        return false;
      default:
        await desk[step](entry);
        return true;
    }
  }

  async #tell(tradeId: string, event: TradeEvent): Promise<TradeEntry> {
    const { book, now } = this.#parts;
    return book.step(tradeId, (known) => nextTrade(known, event, now()));
  }
}
