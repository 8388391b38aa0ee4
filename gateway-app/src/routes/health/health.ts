import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { presentStatus } from '../../presenters/presentStatus.js';
import { noQuerySchema } from '../querySchemas.js';

/** GET /health (503 while not ready), /status, /summary. */
export function addHealthRoutes(router: Router, api: ApiContext): void {
  router.get('/health', async (context) => {
    parseWith(noQuerySchema, { ...context.query });
    const health = await api.health();
    context.status = health.ready ? 200 : 503;
    context.body = health;
  });
  router.get('/status', (context) => {
    parseWith(noQuerySchema, { ...context.query });
    context.body = presentStatus(api);
  });
  router.get('/summary', (context) => {
    parseWith(noQuerySchema, { ...context.query });
    context.body = api.model.ledger.summary();
  });
}
