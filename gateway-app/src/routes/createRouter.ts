import Router from '@koa/router';
import type { ApiContext } from '../ApiContext.js';
import { addAlarmRoutes } from './alarms/alarms.js';
import { addBillRoutes } from './bills/bills.js';
import { addBlockRoutes } from './blocks/blocks.js';
import { addEpochRoutes } from './epochs/epochs.js';
import { addExtendedRoutes } from './extended/extended.js';
import { addDisputeRoutes } from './disputes/disputes.js';
import { addHealthRoutes } from './health/health.js';
import { addHomeRoutes } from './homes/homes.js';
import { addMarketRoutes } from './market/market.js';
import { addPeriodRoutes } from './periods/periods.js';
import { addReadingRoutes } from './readings/readings.js';
import { addStatementRoutes } from './statements/statements.js';
import { addTokenRoutes } from './token/token.js';
import { addTransactionRoutes } from './transactions/transactions.js';

/** All routes of the API. */
export function createRouter(api: ApiContext): Router {
  const router = new Router();
  addHealthRoutes(router, api);
  addHomeRoutes(router, api);
  addReadingRoutes(router, api);
  addExtendedRoutes(router, api);
  addEpochRoutes(router, api);
  addBillRoutes(router, api);
  addStatementRoutes(router, api);
  addAlarmRoutes(router, api);
  addDisputeRoutes(router, api);
  addPeriodRoutes(router, api);
  addMarketRoutes(router, api);
  addTokenRoutes(router, api);
  addTransactionRoutes(router, api);
  addBlockRoutes(router, api);
  return router;
}
