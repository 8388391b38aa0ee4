import { CodedError } from '@acequia/protocol';
import type { Logger } from 'pino';
import type { ReadModel } from '../readModel/ReadModel.js';
import { applyBlock } from './applyBlock.js';
import type { BlockSource } from './BlockSource.js';
import type { ProjectionScope } from './ProjectionScope.js';

interface Waiter {
  readonly block: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Follows the blocks from the read model's checkpoint on. What goes wrong stops it, and it says so. */
export class Projector {
  readonly #model: ReadModel;
  readonly #source: BlockSource;
  readonly #scope: ProjectionScope;
  readonly #log: Logger;
  readonly #listeners = new Set<() => void>();
  #waiters: Waiter[] = [];
  readonly #stopping = new AbortController();
  #failure: CodedError | undefined;
  #done: Promise<void> = Promise.resolve();

  constructor(model: ReadModel, source: BlockSource, scope: ProjectionScope, log: Logger) {
    this.#model = model;
    this.#source = source;
    this.#scope = scope;
    this.#log = log;
  }

  /** Why it stopped, if it had to. */
  get failure(): CodedError | undefined {
    return this.#failure;
  }

  /** Number of the last block projected; -1 before the first. */
  get checkpoint(): number {
    return this.#model.ledger.lastBlock()?.number ?? -1;
  }

  start(): void {
    this.#done = this.#follow();
  }

  /** Ends the stream and waits for the block under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#release(stopping());
    await this.#done;
  }

  /** Calls back after every block, until the function that it returns is called. */
  onBlock(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Waits until a block is in the read model.
   *
   * @throws CodedError GATEWAY_STOPPING, or the failure that stopped the projector.
   */
  async reached(block: number): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.checkpoint >= block) return;
    // A write may come back while the gateway stops: no block will come any more to let its service go.
    if (this.#isStopping()) throw stopping();
    await new Promise<void>((resolve, reject) => {
      this.#waiters.push({ block, resolve, reject });
    });
  }

  async #follow(): Promise<void> {
    try {
      const { signal } = this.#stopping;
      const options = { startBlock: this.checkpoint + 1, withPrivateData: true, signal } as const;
      for await (const block of this.#source.blocks(options)) {
        if (this.#isStopping()) return;
        await this.#scope.opener.prepare(block);
        applyBlock(this.#model, block, this.#scope);
        this.#announce(block.number);
      }
      if (!this.#isStopping()) throw new CodedError('BLOCKS_ENDED', 'the stream of blocks ended');
    } catch (error) {
      if (!this.#isStopping()) this.#fail(error);
    }
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #announce(number: number): void {
    const reached = this.#waiters.filter((waiter) => waiter.block <= number);
    this.#waiters = this.#waiters.filter((waiter) => waiter.block > number);
    for (const waiter of reached) waiter.resolve();
    for (const listener of this.#listeners) listener();
  }

  #fail(error: unknown): void {
    this.#failure =
      error instanceof CodedError
        ? error
        : new CodedError('PROJECTION_FAILED', 'the read model cannot be written', { cause: error });
    this.#log.fatal(
      { err: error, code: this.#failure.code, block: this.checkpoint + 1 },
      'projection stopped',
    );
    this.#release(this.#failure);
  }

  #release(error: Error): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter.reject(error);
  }
}

function stopping(): CodedError {
  return new CodedError('GATEWAY_STOPPING', 'the gateway is stopping');
}
