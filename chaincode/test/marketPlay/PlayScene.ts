import type { MarketStage } from '../MarketStage.js';
import type { Outcome, PlayCommunity } from '../PlayCommunity.js';
import type { Player } from '../Player.js';

/** What a play needs of its market, wherever the ledger is. */
export type PlayScene = MarketStage<Player, Outcome, PlayCommunity<Player, Outcome>>;
