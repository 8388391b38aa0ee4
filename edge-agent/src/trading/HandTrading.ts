import { CodedError, Mutex } from '@acequia/protocol';
import { decideByHand } from './decideByHand.js';
import type { HomeOutlook } from './HomeOutlook.js';
import type { Situation } from './Situation.js';
import type { TradeBook } from './TradeBook.js';
import type { TradeEntry } from './tradeEntry.js';
import type { TradeStarter } from './TradeStarter.js';
import type { TradeOrder } from './tradeViews.js';

/** A sale goes to so many askers at most. */
const MOST_AT_ONCE = 20;

export interface HandTradingParts {
  readonly book: TradeBook;
  readonly outlook: Pick<HomeOutlook, 'situation'>;
  /** Absent where the agent has no way to a market. */
  readonly starter: TradeStarter | undefined;
}

/** What the household has bought and sold by its own word: the same trades as those of rules, without a rule's limits. */
export class HandTrading {
  readonly #parts: HandTradingParts;
  readonly #turns = new Mutex();

  constructor(parts: HandTradingParts) {
    this.#parts = parts;
  }

  /**
   * Begins what an order asks for. The same order again begins nothing.
   *
   * @returns the order's trades; a sale may be of less than was asked for.
   * @throws CodedError MARKET_MISSING, PERIOD_MISSING, NOBODY_ASKS, COIN_NONE_FREE, and what `decideByHand` and the ledger throw.
   */
  async order(order: TradeOrder): Promise<readonly TradeEntry[]> {
    return await this.#turns.run(async () => {
      const { starter } = this.#parts;
      const known = this.#of(order.orderId);
      if (known.length > 0) return known;
      if (starter === undefined) throw new CodedError('MARKET_MISSING', 'this agent has no way to a market');
      const situation = await this.#situation(order);
      const decision = decideByHand(order, situation);
      if (order.side === 'sell' && situation.share?.coins.length === 0) {
        throw new CodedError('COIN_NONE_FREE', 'no coin is left that the home could sell unseen with');
      }
      const limits = { left: MOST_AT_ONCE, orderId: order.orderId };
      const begun = await starter.begin(decision, situation, limits);
      if (begun.length > 0) return begun;
      throw new CodedError('NOBODY_ASKS', `nobody asks for ${order.resource} now`);
    });
  }

  async #situation({ resource }: TradeOrder): Promise<Situation> {
    const situation = await this.#parts.outlook.situation(resource);
    if (situation !== undefined && situation.now < situation.periodEnd) return situation;
    throw new CodedError('PERIOD_MISSING', 'no period runs in which something could be traded');
  }

  #of(orderId: string): readonly TradeEntry[] {
    return this.#parts.book.list().filter((entry) => entry.orderId === orderId);
  }
}
