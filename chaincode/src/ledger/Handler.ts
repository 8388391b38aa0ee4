import type { TransactionDefinition } from '@acequia/protocol';
import type { z } from 'zod';
import type { Access } from './Access.js';
import type { QueryTransaction } from './QueryTransaction.js';
import type { WriteTransaction } from './WriteTransaction.js';

type TransientOf<D extends TransactionDefinition> = {
  readonly [Name in keyof D['transient']]: z.output<D['transient'][Name]>;
};

type Run<D extends TransactionDefinition> = D['kind'] extends 'submit'
  ? (tx: WriteTransaction, request: z.output<D['request']>, transient: TransientOf<D>) => Promise<void>
  : (query: QueryTransaction, request: z.output<D['request']>) => Promise<z.output<D['response']>>;

/** One function of a contract: who may call it and what it does. */
export interface Handler<D extends TransactionDefinition> {
  readonly access: Access<z.output<D['request']>>;
  readonly run: Run<D>;
}
