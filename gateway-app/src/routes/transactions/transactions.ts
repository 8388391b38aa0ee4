import { parseWith } from '@acequia/protocol';
import type Router from '@koa/router';
import type { ApiContext } from '../../ApiContext.js';
import { ApiError } from '../../ApiError.js';
import { presentTransaction } from '../../presenters/presentTransaction.js';
import { nextPage, noQuerySchema } from '../querySchemas.js';
import { transactionParamsSchema, transactionsQuerySchema } from './schema.js';

/** GET /transactions?limit&before (newest first; `next` is the next page's `before`), /transactions/:id. */
export function addTransactionRoutes(router: Router, api: ApiContext): void {
  router.get('/transactions', (context) => {
    const query = parseWith(transactionsQuerySchema, { ...context.query });
    const rows = api.model.ledger.transactions(query.limit + 1, query.before);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    context.body = {
      transactions: page.map(presentTransaction),
      ...(rows.length > query.limit && last !== undefined ? { next: nextPage(last) } : {}),
    };
  });
  router.get('/transactions/:id', (context) => {
    const { id } = parseWith(transactionParamsSchema, { ...context.params });
    parseWith(noQuerySchema, { ...context.query });
    const row = api.model.ledger.transaction(id);
    if (row === undefined) throw new ApiError(404, 'TRANSACTION_UNKNOWN', 'there is no such transaction');
    context.body = presentTransaction(row);
  });
}
