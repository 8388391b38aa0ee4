import type { LedgerState } from './LedgerState.js';
import type { Transaction } from './Transaction.js';

/** What a use case that writes gets. */
export interface WriteTransaction extends Transaction {
  readonly state: LedgerState;
}
