import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { presentPeriod } from '../../presenters/presentPeriod.js';
import { noQuerySchema } from '../querySchemas.js';
import { requirePeriod } from '../requirePeriod.js';
import { periodParamsSchema } from './schema.js';

/** GET /periods, /periods/:periodId: contracts, and Eq. 9 per resource. */
export function addPeriodRoutes(router: Router, api: ApiContext): void {
  router.get('/periods', (context) => {
    parseWith(noQuerySchema, { ...context.query });
    context.body = { periods: api.model.quota.periods().map((period) => presentPeriod(api.model, period)) };
  });
  router.get('/periods/:periodId', (context) => {
    const { periodId } = parseWith(periodParamsSchema, { ...context.params });
    parseWith(noQuerySchema, { ...context.query });
    context.body = presentPeriod(api.model, requirePeriod(api, periodId));
  });
}
