import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { canSeeHome } from '../../policies/canSeeHome.js';
import { presentHome } from '../../presenters/presentHome.js';
import { presentUse } from '../../presenters/presentUse.js';
import { noQuerySchema } from '../querySchemas.js';
import { requireHome } from '../requireHome.js';
import { requirePeriod } from '../requirePeriod.js';
import { homeParamsSchema, useQuerySchema } from './schema.js';

/** GET /homes, /homes/:homeId, /homes/:homeId/use?period. */
export function addHomeRoutes(router: Router, api: ApiContext): void {
  router.get('/homes', (context) => {
    parseWith(noQuerySchema, { ...context.query });
    const homes = api.model.registry.homes().filter(({ homeId }) => canSeeHome(api.viewer, homeId));
    context.body = { homes: homes.map((home) => presentHome(api.model, home)) };
  });
  router.get('/homes/:homeId', (context) => {
    const { homeId } = parseWith(homeParamsSchema, { ...context.params });
    parseWith(noQuerySchema, { ...context.query });
    context.body = presentHome(api.model, requireHome(api, homeId));
  });
  router.get('/homes/:homeId/use', (context) => {
    const { homeId } = parseWith(homeParamsSchema, { ...context.params });
    const query = parseWith(useQuerySchema, { ...context.query });
    requireHome(api, homeId);
    context.body = presentUse(api, homeId, requirePeriod(api, query.period));
  });
}
