import type { Trader } from '../MarketScene.js';

/** An auction of the play, and who has a part in it. */
export interface Table {
  readonly auctionId: string;
  /** Wanted. */
  readonly lots: number;
  readonly buyer: Trader;
  readonly bidders: Trader[];
}
