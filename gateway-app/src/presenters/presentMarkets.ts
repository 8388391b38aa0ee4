import {
  meanTradePrice,
  tradeWeights,
  type MarketRecord,
  type MeanPrice,
  type TradeWeight,
} from '@acequia/protocol';
import type { ApiContext } from '../ApiContext.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';

/** The market of a resource in a period, with what its trades come to. */
export interface MarketView {
  readonly terms: MarketRecord;
  /** Over all its trades, tokens (minor units) a lot. */
  readonly mean: MeanPrice;
  /** W_P, W_E or W_W of paper 000 Eqs. 8, 10, 11 at `at`, in parts per million of the reference price. */
  readonly weight: TradeWeight;
}
export interface MarketsView {
  /** Ledger seconds. */
  readonly at: number;
  readonly markets: readonly MarketView[];
}

/** The markets of a period, as `market:getMarket`, `getMeanPrice` and `getWeights` tell them. */
export function presentMarkets({ model, now }: ApiContext, { periodId, start }: PeriodView): MarketsView {
  const community = model.registry.community();
  const at = community === undefined ? start : now(community);
  const markets = model.market.markets(periodId);
  const trades = model.market.trades(periodId);
  const weights = tradeWeights(markets, trades, at);
  return {
    at,
    markets: markets.flatMap((terms) => {
      const weight = weights.find(({ resource }) => resource === terms.resource);
      const mean = meanTradePrice(trades.filter(({ resource }) => resource === terms.resource));
      return weight === undefined ? [] : [{ terms, mean, weight }];
    }),
  };
}
