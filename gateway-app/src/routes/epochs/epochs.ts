import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { presentEpoch } from '../../presenters/presentEpoch.js';
import { homeParamsSchema } from '../homes/schema.js';
import { requireHome } from '../requireHome.js';
import { epochsQuerySchema } from './schema.js';

/** GET /homes/:homeId/epochs?limit&before: the newest first; the last one's number is the next page's `before`. */
export function addEpochRoutes(router: Router, api: ApiContext): void {
  router.get('/homes/:homeId/epochs', (context) => {
    const { homeId } = parseWith(homeParamsSchema, { ...context.params });
    const { limit, before } = parseWith(epochsQuerySchema, { ...context.query });
    requireHome(api, homeId);
    context.body = { epochs: api.model.keys.epochs(homeId, limit, before).map(presentEpoch) };
  });
}
