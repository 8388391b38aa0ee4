import type { Transactions } from '@acequia/protocol';
import type { z } from 'zod';

/** The validated request of a function in the table of transactions. */
export type RequestOf<
  C extends keyof Transactions,
  F extends keyof Transactions[C],
> = Transactions[C][F] extends { readonly request: infer Q extends z.ZodType } ? z.output<Q> : never;
