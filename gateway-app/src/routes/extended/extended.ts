import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { presentExtended } from '../../presenters/presentExtended.js';
import { homeParamsSchema } from '../homes/schema.js';
import { cursorAfter } from '../readings/schema.js';
import { requireHome } from '../requireHome.js';
import { extendedQuerySchema } from './schema.js';

/** GET /homes/:homeId/extended?from&to&limit&cursor: in order of time; `next` is the cursor of the next page. */
export function addExtendedRoutes(router: Router, api: ApiContext): void {
  router.get('/homes/:homeId/extended', (context) => {
    const { homeId } = parseWith(homeParamsSchema, { ...context.params });
    const { from, to, limit, cursor } = parseWith(extendedQuerySchema, { ...context.query });
    requireHome(api, homeId);
    const rows = api.model.readings.extendedPage({ homeId, from, to }, limit + 1, cursor);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    context.body = {
      extended: page.map(presentExtended),
      ...(rows.length > limit && last !== undefined ? { next: cursorAfter(last) } : {}),
    };
  });
}
