import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { ApiError } from '../../ApiError.js';
import { presentTransaction } from '../../presenters/presentTransaction.js';
import { noQuerySchema } from '../querySchemas.js';
import { blockParamsSchema, blocksQuerySchema } from './schema.js';

/** GET /blocks?limit&before (newest first), /blocks/:number with its transactions. */
export function addBlockRoutes(router: Router, api: ApiContext): void {
  router.get('/blocks', (context) => {
    const { limit, before } = parseWith(blocksQuerySchema, { ...context.query });
    context.body = { blocks: api.model.ledger.blocks(limit, before) };
  });
  router.get('/blocks/:number', (context) => {
    const { number } = parseWith(blockParamsSchema, { ...context.params });
    parseWith(noQuerySchema, { ...context.query });
    const block = api.model.ledger.block(number);
    if (block === undefined) throw new ApiError(404, 'BLOCK_UNKNOWN', `there is no block ${number}`);
    const transactions = api.model.ledger.blockTransactions(number).map(presentTransaction);
    context.body = { ...block, transactions };
  });
}
