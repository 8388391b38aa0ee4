import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
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

  /** What the ledger knows nothing of, as the home's own peer may for a while, is left out. @throws CodedError of the ledger or the disk. */
  async list(): Promise<readonly BreachView[]> {
    const { letters, book, market } = this.#parts;
    const kept = await letters.breaches();
    const views = await Promise.all(
      kept.map(async (evidence) => {
        const { auctionId, tag } = evidence;
        const sale = book.list().find((trade) => trade.auctionId === auctionId && trade.side === 'sell');
        const delivery = await orUnknown(market.getDelivery({ auctionId, tag }), /^DELIVERY_UNKNOWN$/);
        return delivery && breachView(evidence, delivery, sale?.tradeId);
      }),
    );
    return views.filter((view) => view !== undefined);
  }
}
