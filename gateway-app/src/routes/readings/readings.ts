import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { presentReading } from '../../presenters/presentReading.js';
import { homeParamsSchema } from '../homes/schema.js';
import { requireHome } from '../requireHome.js';
import { cursorAfter, readingsQuerySchema } from './schema.js';

/** GET /homes/:homeId/readings?from&to&resource&limit&cursor: in order of time; `next` is the cursor of the next page. */
export function addReadingRoutes(router: Router, api: ApiContext): void {
  router.get('/homes/:homeId/readings', (context) => {
    const { homeId } = parseWith(homeParamsSchema, { ...context.params });
    const { from, to, resource, limit, cursor } = parseWith(readingsQuerySchema, { ...context.query });
    requireHome(api, homeId);
    const range = { homeId, from, to, ...(resource === undefined ? {} : { resource }) };
    const rows = api.model.readings.page(range, limit + 1, cursor);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    context.body = {
      readings: page.map(presentReading),
      ...(rows.length > limit && last !== undefined ? { next: cursorAfter(last) } : {}),
    };
  });
}
