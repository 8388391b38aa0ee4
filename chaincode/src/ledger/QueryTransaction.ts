import type { LedgerQueries } from './LedgerQueries.js';
import type { Transaction } from './Transaction.js';

/** What a query gets. */
export interface QueryTransaction extends Transaction {
  readonly state: LedgerQueries;
}
