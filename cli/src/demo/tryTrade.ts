import type { NetworkDescription } from '@acequia/protocol';
import { auctionTimes } from './auctionTimes.js';
import { demoTrade, type DemoTradeParts } from './demoTrade.js';
import type { TradeResult } from './playTrade.js';

/** How the trade ended; neither where none is shown. */
export interface TradeEnd {
  readonly trade?: TradeResult;
  readonly failure?: Error;
}

/**
 * Has the trade played where there is time for one. What fails of it is for the caller to throw when the bills are shown, which do not
 * depend on it.
 */
export async function tryTrade(parts: DemoTradeParts, kind: NetworkDescription['kind']): Promise<TradeEnd> {
  if (auctionTimes(kind, parts.state.clock.speed) === undefined) {
    parts.output.progress('no trade is shown: at this speed a month is over before an auction could be');
    return {};
  }
  try {
    return { trade: await demoTrade(parts) };
  } catch (failure) {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }
}
