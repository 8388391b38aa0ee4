import { CodedError, type NetworkDescription } from '@acequia/protocol';
import { auctionTimes } from './auctionTimes.js';
import { buildTradeReport, type TradeReport } from './buildTradeReport.js';
import { demoTrade, type DemoTradeParts } from './demoTrade.js';
import type { TradeResult } from './playTrade.js';

/** How the trade ended; neither where none is shown. */
export interface TradeEnd {
  readonly shown?: { readonly trade: TradeResult; readonly report: TradeReport };
  readonly failure?: Error;
}

/** What comes of programs that are not ready in time: the demonstration does without a trade then. */
const SLOW: ReadonlySet<string> = new Set(['PERIOD_TOO_SHORT', 'TRADE_FAILED', 'TRADE_LATE']);

/**
 * Has the trade played where there is time for one, and computes its auction anew. What fails of it, but for slowness, is for the caller to
 * throw when the bills are shown, which do not depend on it.
 *
 * @param play another way to play it, in tests.
 */
export async function tryTrade(
  parts: DemoTradeParts,
  kind: NetworkDescription['kind'],
  play: (parts: DemoTradeParts) => Promise<TradeResult> = demoTrade,
): Promise<TradeEnd> {
  if (auctionTimes(kind, parts.state.clock.speed) === undefined) {
    parts.output.progress('no trade is shown: at this speed a month is over before an auction could be');
    return {};
  }
  try {
    const trade = await play(parts);
    return { shown: { trade, report: buildTradeReport(trade) } };
  } catch (failure) {
    if (failure instanceof CodedError && SLOW.has(failure.code)) {
      parts.output.progress(`no trade is shown: this machine was too slow for it (${failure.message})`);
      return {};
    }
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }
}
