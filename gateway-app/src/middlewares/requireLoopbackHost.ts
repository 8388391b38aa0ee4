import type { Middleware } from 'koa';
import { ApiError } from '../ApiError.js';

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Refuses requests that name another host: a web page elsewhere whose name was made to resolve to this machine must not
 * read a household's data through the household's own browser.
 */
export function requireLoopbackHost(): Middleware {
  return async (context, next) => {
    if (!LOOPBACK_NAMES.has(context.hostname)) {
      throw new ApiError(403, 'HOST_DENIED', 'the API answers to this machine only');
    }
    await next();
  };
}
