import type { Middleware } from 'koa';
import { ApiError } from '../ApiError.js';

/** Comes before the routes: what none of them took, and no method check refused, is not there. */
export function refuseUnknownRoutes(): Middleware {
  return async (context, next) => {
    await next();
    if (context.status === 404 && context.body === undefined) {
      throw new ApiError(404, 'ROUTE_UNKNOWN', 'there is nothing at this address');
    }
  };
}
