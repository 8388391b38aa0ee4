import { Mutex } from '@acequia/protocol';
import type { Logger } from 'pino';
import { beginTrades } from './beginTrades.js';
import type { Decision } from './decisionSchema.js';
import type { MarketDesk } from './MarketDesk.js';
import type { Situation } from './Situation.js';
import type { TradeBook } from './TradeBook.js';
import type { TradeEntry } from './tradeEntry.js';
import type { TradingLog } from './TradingLog.js';

export interface StarterParts {
  readonly desk: MarketDesk;
  readonly book: TradeBook;
  readonly tradingLog: TradingLog;
  readonly log: Logger;
}

/** What a start is bound by. */
export interface StartLimits {
  /** How many trades may begin. */
  readonly left: number;
  /** The household's order, where it is one. */
  readonly orderId?: string;
}

/** Begins trades: once they are in the book they are carried out. */
export class TradeStarter {
  readonly #parts: StarterParts;
  readonly #turns = new Mutex();

  constructor(parts: StarterParts) {
    this.#parts = parts;
  }

  /** @returns the trades that were begun; none where a sale finds nobody who asks, or no coin is left to sell. @throws CodedError of the ledger. */
  async begin(decision: Decision, situation: Situation, limits: StartLimits): Promise<readonly TradeEntry[]> {
    // A rule and the household must not both choose the same auction: the home has one bid in it.
    return await this.#turns.run(async () => this.#begin(decision, situation, limits));
  }

  async #begin(
    decision: Decision,
    { periodEnd, share }: Situation,
    { left, orderId }: StartLimits,
  ): Promise<readonly TradeEntry[]> {
    const { desk, book, tradingLog, log } = this.#parts;
    const { intent, side, resource } = decision;
    if (intent === undefined) return [];
    const trades = beginTrades(decision, {
      periodEnd,
      auctions: side === 'sell' ? await desk.openAuctions(intent.periodId, resource) : [],
      coins: share?.coins ?? [],
      known: new Set(book.list().map(({ auctionId }) => auctionId)),
      left,
    }).map((trade) => (orderId === undefined ? trade : { ...trade, orderId }));
    for (const trade of trades) {
      await book.add(trade);
      await tradingLog.add('on', trade.decision, trade.tradeId);
      log.info({ tradeId: trade.tradeId, side, resource }, 'a trade is begun');
    }
    return trades;
  }
}
