import type { Middleware } from 'koa';
import { ApiError } from '../ApiError.js';

/** Comes last: what no route took is not there. */
export function refuseUnknownRoutes(): Middleware {
  return () => {
    throw new ApiError(404, 'ROUTE_UNKNOWN', 'there is nothing at this address');
  };
}
