import {
  canonicalJson,
  CodedError,
  collectionOf,
  InputError,
  parseJsonWith,
  publicRecords,
  toLedgerTime,
  transactions,
  type JsonValue,
  type LedgerClock,
  type TransactionDefinition,
  type Transactions,
} from '@acequia/protocol';
import { Contract } from 'fabric-contract-api';
import type { Access } from './Access.js';
import { authorise } from './authorise.js';
import { claimRequest } from './claimRequest.js';
import { emitOnce } from './emitOnce.js';
import { guardClock } from './guardClock.js';
import type { Handlers } from './Handlers.js';
import { identityOf } from './identityOf.js';
import { LedgerContext } from './LedgerContext.js';
import { LedgerError } from './LedgerError.js';
import { parseTransient } from './parseTransient.js';
import { StubLedgerState } from './StubLedgerState.js';
import { StubPrivateState } from './StubPrivateState.js';

/** A handler without its types: {@link Handlers} has tied what it takes to the schemas that parse it. */
interface AnyHandler {
  readonly access: Access<never>;
  readonly run: (tx: never, request: never, transient: never) => Promise<unknown>;
}

/** Ledger time is the wall clock's until a community says otherwise. */
const WALL_CLOCK: LedgerClock = { origin: 0, start: 0, speed: 1 };

/**
 * The base of every contract: it guards the clock, validates the request against the table of transactions, decides who
 * may call, uses up the request id, runs the use case and answers in canonical JSON. All failures are thrown as coded
 * errors, so that endorsement fails.
 */
export abstract class LedgerContract<C extends keyof Transactions> extends Contract {
  readonly #contractName: C;
  readonly #handlers: Handlers<C>;
  readonly #endorserClock: () => number;

  /** @param endorserClock this endorser's time in milliseconds, for the clock guard and nothing else. */
  protected constructor(contractName: C, handlers: Handlers<C>, endorserClock: () => number) {
    super(contractName);
    this.#contractName = contractName;
    this.#handlers = handlers;
    this.#endorserClock = endorserClock;
  }

  override createContext(): LedgerContext {
    return new LedgerContext();
  }

  override beforeTransaction(ctx: LedgerContext): Promise<void> {
    guardClock(ctx.ledgerStub.getDateTimestamp().getTime(), this.#endorserClock());
    return Promise.resolve();
  }

  /**
   * Runs one function of the table. Fabric's typings give the function's name and the answer other types than it passes
   * and sends: a string, and whatever is returned.
   */
  override async aroundTransaction(ctx: LedgerContext, fn: unknown, parameters: unknown): Promise<never> {
    try {
      return (await this.#execute(ctx, String(fn), parameters)) as never;
    } catch (error) {
      throw asCoded(error, ctx);
    }
  }

  override unknownTransaction(): Promise<never> {
    return Promise.reject(
      new LedgerError('FUNCTION_UNKNOWN', `the contract ${this.#contractName} has no such function`),
    );
  }

  async #execute(ctx: LedgerContext, name: string, parameters: unknown): Promise<string> {
    const { definition, handler } = this.#find(name);
    const request = parseJsonWith(definition.request, soleArgument(parameters));
    const stub = ctx.ledgerStub;
    const transient = parseTransient(definition.transient, stub.getTransient());
    const state = new StubLedgerState(stub);
    const clock = await readClock(state, handler.access);
    const writes = definition.kind === 'submit';
    const caller = await authorise(
      identityOf(stub.getCreator()),
      handler.access,
      request as never,
      writes,
      state,
    );
    const id = stub.getTxID();
    if (writes) {
      const { requestId } = request as { requestId: string };
      await claimRequest(state, caller, requestId, `${this.#contractName}:${name}`, id);
    }
    const tx = {
      caller,
      id,
      now: toLedgerTime(clock, stub.getDateTimestamp().getTime()),
      speed: clock.speed,
      state,
      privateState: (homeId: string) => new StubPrivateState(stub, collectionOf(homeId)),
      ...(writes && { channel: stub.getChannelID(), emit: emitOnce(stub) }),
    };
    const result = await handler.run(tx as never, request as never, transient as never);
    return canonicalJson((writes ? { transactionId: id } : result) as JsonValue);
  }

  #find(name: string): { definition: TransactionDefinition; handler: AnyHandler } {
    const table: Readonly<Record<string, TransactionDefinition>> = transactions[this.#contractName];
    const handlers = this.#handlers as Readonly<Record<string, AnyHandler>>;
    const [definition, handler] = [table[name], handlers[name]];
    if (!Object.hasOwn(table, name) || definition === undefined || handler === undefined) {
      throw new LedgerError('FUNCTION_UNKNOWN', `the contract ${this.#contractName} has no such function`);
    }
    return { definition, handler };
  }
}

async function readClock(state: StubLedgerState, access: Access<never>): Promise<LedgerClock> {
  if (access === 'founder') return WALL_CLOCK;
  return (await state.getRequired(publicRecords.community, [])).clock;
}

function soleArgument(parameters: unknown): string {
  const [argument, ...more] = parameters as readonly unknown[];
  if (typeof argument === 'string' && more.length === 0) return argument;
  throw new InputError('the function takes one argument, the JSON of its request');
}

/** Other errors are faults of ours; their messages may repeat values, so that only their kind and place get out. */
function asCoded(error: unknown, ctx: LedgerContext): CodedError {
  if (error instanceof CodedError) return error;
  const fault = error instanceof Error ? error : new Error('not an error');
  ctx.logFailure(
    [fault.name, ...(fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))].join('\n'),
  );
  return new LedgerError('INTERNAL_ERROR', `the chaincode failed with ${fault.name}`, { cause: error });
}
