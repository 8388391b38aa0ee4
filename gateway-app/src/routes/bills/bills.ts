import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { ApiError } from '../../ApiError.js';
import { presentBill } from '../../presenters/presentBill.js';
import { homeParamsSchema } from '../homes/schema.js';
import { noQuerySchema } from '../querySchemas.js';
import { requireHome } from '../requireHome.js';
import { billParamsSchema } from './schema.js';

/** GET /homes/:homeId/bills, /bills/:number. */
export function addBillRoutes(router: Router, api: ApiContext): void {
  router.get('/homes/:homeId/bills', (context) => {
    const { homeId } = parseWith(homeParamsSchema, { ...context.params });
    parseWith(noQuerySchema, { ...context.query });
    requireHome(api, homeId);
    context.body = {
      bills: api.model.billing.bills(homeId).map((record) => presentBill(api.model, record)),
    };
  });
  router.get('/bills/:number', (context) => {
    const { number } = parseWith(billParamsSchema, { ...context.params });
    parseWith(noQuerySchema, { ...context.query });
    const record = api.model.billing.bill(number);
    if (record === undefined) throw new ApiError(404, 'BILL_UNKNOWN', `there is no bill ${number}`);
    requireHome(api, record.homeId);
    context.body = presentBill(api.model, record);
  });
}
