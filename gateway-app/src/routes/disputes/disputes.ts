import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { presentDispute } from '../../presenters/presentDispute.js';
import { homeParamsSchema } from '../homes/schema.js';
import { noQuerySchema } from '../querySchemas.js';
import { requireHome } from '../requireHome.js';

/** GET /homes/:homeId/disputes, the newest first. */
export function addDisputeRoutes(router: Router, api: ApiContext): void {
  router.get('/homes/:homeId/disputes', async (context) => {
    const { homeId } = parseWith(homeParamsSchema, { ...context.params });
    parseWith(noQuerySchema, { ...context.query });
    requireHome(api, homeId);
    const { notices } = api.model;
    const disputes = notices.disputes(homeId).map(async (dispute) => {
      const windows = notices
        .disclosures(dispute.disputeId)
        .map(({ deviceId, sequence }) => `${deviceId}/${sequence}`);
      return presentDispute(dispute, new Set(windows).size, await api.finding(dispute));
    });
    context.body = { disputes: await Promise.all(disputes) };
  });
}
