import type { CommunityLedger } from '@acequia/protocol/fabric';
import { breachView, type BreachView } from './breachView.js';
import type { MarketLetters } from './MarketLetters.js';
import type { TradeBook } from './TradeBook.js';

export interface BreachDeskParts {
  readonly letters: Pick<MarketLetters, 'breaches'>;
  readonly book: Pick<TradeBook, 'list'>;
  /** As the home itself, for queries alone. */
  readonly market: Pick<CommunityLedger['market'], 'getDelivery'>;
}

/** What the community claims of the home's sales and why, held against the ledger. */
export class BreachDesk {
  readonly #parts: BreachDeskParts;

  constructor(parts: BreachDeskParts) {
    this.#parts = parts;
  }

  /** @throws CodedError of the ledger or the disk. */
  async list(): Promise<readonly BreachView[]> {
    const { letters, book, market } = this.#parts;
    const kept = await letters.breaches();
    return Promise.all(
      kept.map(async (evidence) => {
        const { auctionId, tag } = evidence;
        const sale = book.list().find((trade) => trade.auctionId === auctionId && trade.side === 'sell');
        return breachView(evidence, await market.getDelivery({ auctionId, tag }), sale?.tradeId);
      }),
    );
  }
}
