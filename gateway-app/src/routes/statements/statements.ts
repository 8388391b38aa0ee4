import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { ApiError } from '../../ApiError.js';
import { canSeeWarnings } from '../../policies/canSeeWarnings.js';
import { presentStatement } from '../../presenters/presentStatement.js';
import { homeParamsSchema } from '../homes/schema.js';
import { requireHome } from '../requireHome.js';
import { statementsQuerySchema, warningsQuerySchema } from './schema.js';

/** GET /homes/:homeId/statements?limit (newest first), /warnings?since&limit (the community's: all homes, oldest first). */
export function addStatementRoutes(router: Router, api: ApiContext): void {
  router.get('/homes/:homeId/statements', (context) => {
    const { homeId } = parseWith(homeParamsSchema, { ...context.params });
    const { limit } = parseWith(statementsQuerySchema, { ...context.query });
    requireHome(api, homeId);
    context.body = { statements: api.model.monitoring.statements(homeId, limit).map(presentStatement) };
  });
  router.get('/warnings', (context) => {
    const { since, limit } = parseWith(warningsQuerySchema, { ...context.query });
    if (!canSeeWarnings(api.viewer)) {
      throw new ApiError(403, 'WARNINGS_DENIED', "only the community sees all homes' warnings");
    }
    context.body = {
      warnings: api.model.monitoring
        .statementsSince(since, limit)
        .flatMap(({ homeId, statementId, at, warnings }) =>
          warnings.map((warning) => ({ homeId, statementId, at, ...warning })),
        ),
    };
  });
}
