import type { TransactionDefinition, Transactions } from '@acequia/protocol';
import type { Handler } from './Handler.js';

/** A handler for every function of the contract in the table of transactions: none can be forgotten. */
export type Handlers<C extends keyof Transactions> = {
  readonly [F in keyof Transactions[C]]: Transactions[C][F] extends TransactionDefinition
    ? Handler<Transactions[C][F]>
    : never;
};
