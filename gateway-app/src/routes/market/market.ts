import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { ApiError } from '../../ApiError.js';
import { presentMarkets } from '../../presenters/presentMarkets.js';
import { periodParamsSchema } from '../periods/schema.js';
import { nextPage, noQuerySchema } from '../querySchemas.js';
import { requirePeriod } from '../requirePeriod.js';
import { auctionParamsSchema, auctionsQuerySchema, tradesQuerySchema } from './schema.js';

/**
 * What the market's records say: GET /periods/:periodId/markets, /periods/:periodId/auctions?resource&limit&before (newest first;
 * `next` is the next page's `before`), /periods/:periodId/trades?resource, /auctions/:auctionId. All of it is public.
 */
export function addMarketRoutes(router: Router, api: ApiContext): void {
  const { market } = api.model;
  router.get('/periods/:periodId/markets', (context) => {
    const { periodId } = parseWith(periodParamsSchema, { ...context.params });
    parseWith(noQuerySchema, { ...context.query });
    context.body = presentMarkets(api, requirePeriod(api, periodId));
  });
  router.get('/periods/:periodId/auctions', (context) => {
    const { periodId } = requirePeriod(api, parseWith(periodParamsSchema, { ...context.params }).periodId);
    const { limit, ...filter } = parseWith(auctionsQuerySchema, { ...context.query });
    const rows = market.auctions(periodId, { ...filter, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    context.body = {
      auctions: page.map(({ auction }) => auction),
      ...(rows.length > limit && last !== undefined ? { next: nextPage(last) } : {}),
    };
  });
  router.get('/periods/:periodId/trades', (context) => {
    const { periodId } = requirePeriod(api, parseWith(periodParamsSchema, { ...context.params }).periodId);
    const { resource } = parseWith(tradesQuerySchema, { ...context.query });
    const trades = market.trades(periodId);
    context.body = {
      trades: trades.filter((trade) => resource === undefined || trade.resource === resource),
    };
  });
  router.get('/auctions/:auctionId', (context) => {
    const { auctionId } = parseWith(auctionParamsSchema, { ...context.params });
    parseWith(noQuerySchema, { ...context.query });
    const auction = market.auction(auctionId);
    if (auction === undefined) throw new ApiError(404, 'AUCTION_UNKNOWN', `there is no auction ${auctionId}`);
    context.body = auction;
  });
}
