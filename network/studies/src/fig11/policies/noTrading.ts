import type { TradingPolicy } from './TradingPolicy.js';

/** Each home keeps its quota. */
export const noTrading: TradingPolicy = {
  rounds: [],
  atUse: () => [],
  atRound: () => Promise.resolve([]),
};
