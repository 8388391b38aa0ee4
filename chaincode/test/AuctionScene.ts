import { MarketScene, type Trader } from './MarketScene.js';

/** The auction of the scene. */
export const auctionId = 'a'.repeat(32);
export const AUCTION_LOTS = 3;

/** A market with an auction's buyer, at 80 a lot, and its two sellers, at 20 and at 50. */
export class AuctionScene extends MarketScene {
  #traders: readonly Trader[] = [];

  override async start(): Promise<void> {
    await super.start();
    this.#traders = [
      await this.trader('buyer', auctionId, 'SH1', { price: 80 }),
      await this.trader('seller', auctionId, 'SH2', { price: 20 }),
      await this.trader('seller', auctionId, 'SH3', { price: 50 }),
    ];
  }

  get buyer(): Trader {
    return this.#at(0);
  }

  get cheap(): Trader {
    return this.#at(1);
  }

  get dear(): Trader {
    return this.#at(2);
  }

  /** Holds the auction until prices are opened. */
  async open(): Promise<void> {
    await this.offer(this.buyer, AUCTION_LOTS);
    await this.bid(this.cheap, 3);
    await this.bid(this.dear, 3);
    await this.endBidding(auctionId);
  }

  /** Holds the auction until everybody has opened its price. */
  async openAll(): Promise<void> {
    await this.open();
    await this.deposit(this.buyer);
    await this.reveal(this.cheap);
    await this.reveal(this.dear);
  }

  #at(place: number): Trader {
    const trader = this.#traders[place];
    if (trader === undefined) throw new Error('the scene is not started');
    return trader;
  }
}
