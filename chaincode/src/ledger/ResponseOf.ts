import type { Transactions } from '@acequia/protocol';
import type { z } from 'zod';

/** The answer of a query in the table of transactions. */
export type ResponseOf<
  C extends keyof Transactions,
  F extends keyof Transactions[C],
> = Transactions[C][F] extends { readonly response: infer R extends z.ZodType } ? z.output<R> : never;
