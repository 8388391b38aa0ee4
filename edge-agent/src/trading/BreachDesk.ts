import { CodedError } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { breachView, type BreachView } from './breachView.js';
import type { MarketLetters } from './MarketLetters.js';
import type { TradeBook } from './TradeBook.js';
import type { TradeEntry } from './tradeEntry.js';

/** The claim is disputed already: by this order, before a crash. */
const DONE_ALREADY = 'BREACH_DISPUTE_EXISTS';

export interface BreachDeskParts {
  readonly letters: Pick<MarketLetters, 'breaches'>;
  readonly book: Pick<TradeBook, 'list'>;
  /** As the home itself, for queries alone. */
  readonly market: Pick<CommunityLedger['market'], 'getDelivery'>;
  /** Disputes as the trade's pseudonym; undefined where the home has no way to the market. */
  readonly dispute: ((trade: TradeEntry) => Promise<void>) | undefined;
}

/** What the community claims of the home's sales, and the home's word against it. */
export class BreachDesk {
  readonly #parts: BreachDeskParts;

  constructor(parts: BreachDeskParts) {
    this.#parts = parts;
  }

  /** @throws CodedError of the ledger or the disk. */
  async list(): Promise<readonly BreachView[]> {
    const { letters, market } = this.#parts;
    const kept = await letters.breaches();
    return Promise.all(
      kept.map(async (evidence) => {
        const { auctionId, tag } = evidence;
        return breachView(evidence, await market.getDelivery({ auctionId, tag }));
      }),
    );
  }

  /**
   * Disputes a claim: an auditor decides it then, who has to be shown what the community wrote.
   *
   * @throws CodedError BREACH_UNKNOWN, MARKET_MISSING, TRADE_UNKNOWN, DISPUTE_LATE, and those of the ledger.
   */
  async dispute(auctionId: string): Promise<void> {
    const { letters, book, dispute } = this.#parts;
    const claimed = (await letters.breaches()).some((evidence) => evidence.auctionId === auctionId);
    if (!claimed) throw new CodedError('BREACH_UNKNOWN', 'the community claims nothing of such a sale');
    if (dispute === undefined) throw new CodedError('MARKET_MISSING', 'this agent has no way to the market');
    const sale = book.list().find((trade) => trade.auctionId === auctionId && trade.side === 'sell');
    if (sale === undefined) throw new CodedError('TRADE_UNKNOWN', 'the sale is gone from this disk');
    try {
      await dispute(sale);
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== DONE_ALREADY) throw error;
    }
  }
}
