import type { Auction } from '../policies/market/Auction.js';
import type { Market } from '../policies/market/Market.js';
import type { Transfer } from '../policies/Transfer.js';

/** A market that counts what takes place in another, and says when a day is over. */
export class CountingMarket implements Market {
  readonly #market: Market;
  readonly #onDay: (day: number) => void;
  #days = 0;
  #auctions = 0;
  #bids = 0;
  #sales = 0;

  /** @param onDay told how many days are over. */
  constructor(market: Market, onDay: (days: number) => void) {
    this.#market = market;
    this.#onDay = onDay;
  }

  get counts(): { readonly auctions: number; readonly bids: number; readonly sales: number } {
    return { auctions: this.#auctions, bids: this.#bids, sales: this.#sales };
  }

  async hold(second: number, auctions: readonly Auction[]): Promise<readonly Transfer[]> {
    const transfers = await this.#market.hold(second, auctions);
    this.#auctions += auctions.length;
    this.#bids += auctions.reduce((sum, { bids }) => sum + bids.length, 0);
    this.#sales += transfers.length;
    return transfers;
  }

  async endDay(): Promise<void> {
    await this.#market.endDay();
    this.#days += 1;
    this.#onDay(this.#days);
  }
}
