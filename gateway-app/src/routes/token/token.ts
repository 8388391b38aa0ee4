import { parseWith, publicRecords } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { ApiError } from '../../ApiError.js';
import { presentReserve } from '../../presenters/presentReserve.js';
import { noQuerySchema } from '../querySchemas.js';
import { withdrawalsQuerySchema } from './schema.js';

/**
 * What the token's records say: GET /token (itself, its fees, the price at the counter with Z_T, and the reserve),
 * /token/market-prices (the suppliers' signed feed), /token/withdrawals?limit (the newest first). All of it is public.
 */
export function addTokenRoutes(router: Router, api: ApiContext): void {
  const { model } = api;
  router.get('/token', (context) => {
    parseWith(noQuerySchema, { ...context.query });
    const token = model.token.get(publicRecords.token, []);
    if (token === undefined) throw new ApiError(404, 'TOKEN_UNKNOWN', 'no token has been published');
    const price = model.token.get(publicRecords.price, []);
    context.body = {
      token,
      fees: model.token.fees(),
      ...(price !== undefined && { price: { ...price, zT: price.sellPrice } }),
      reserve: presentReserve(model),
    };
  });
  router.get('/token/market-prices', (context) => {
    parseWith(noQuerySchema, { ...context.query });
    context.body = { prices: model.token.list(publicRecords.marketPrice).map(({ value }) => value) };
  });
  router.get('/token/withdrawals', (context) => {
    const { limit } = parseWith(withdrawalsQuerySchema, { ...context.query });
    context.body = { withdrawals: model.token.withdrawals().slice(0, limit) };
  });
}
