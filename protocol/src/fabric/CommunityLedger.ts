import type { z } from 'zod';
import type { TransactionDefinition, Transactions } from '../schemas/transactions.js';
import type { Committed } from './Writer.js';

/** The request of a write, whose id may be left to the client to make. */
type WithOptionalId<Request> = Request extends { requestId: string }
  ? Omit<Request, 'requestId'> & { readonly requestId?: string }
  : Request;

type TransientOf<D extends TransactionDefinition> = {
  readonly [Name in keyof D['transient']]: z.input<D['transient'][Name]>;
};

type SubmitMethod<D extends TransactionDefinition> = [keyof D['transient']] extends [never]
  ? (request: WithOptionalId<z.input<D['request']>>) => Promise<Committed>
  : (request: WithOptionalId<z.input<D['request']>>, transient: TransientOf<D>) => Promise<Committed>;

type EvaluateMethod<D extends TransactionDefinition> = string extends keyof z.input<D['request']>
  ? () => Promise<z.output<D['response']>>
  : (request: z.input<D['request']>) => Promise<z.output<D['response']>>;

type Method<D extends TransactionDefinition> = D['kind'] extends 'submit'
  ? SubmitMethod<D>
  : EvaluateMethod<D>;

type MethodOf<D> = D extends TransactionDefinition ? Method<D> : never;

/**
 * A method for each transaction of the table, as in `ledger.registry.enrolHome({ homeId, mspId })` and
 * `ledger.quota.getHoldings({ periodId })`; transient inputs are a second argument.
 *
 * Submits return once the transaction is committed. All throw InputError INPUT_INVALID before anything is sent, and
 * LedgerError with the chaincode's code or one of the client's.
 */
export type CommunityLedger = {
  readonly [Contract in keyof Transactions]: {
    readonly [Name in keyof Transactions[Contract]]: MethodOf<Transactions[Contract][Name]>;
  };
};
