import type { Trader } from '../MarketStage.js';
import type { Player } from '../Player.js';

/** An auction of the play, and who has a part in it. */
export interface Table {
  readonly auctionId: string;
  /** Wanted. */
  readonly lots: number;
  readonly buyer: Trader<Player>;
  readonly bidders: Trader<Player>[];
}
