import { CodedError, parseJsonWith, pause } from '@acequia/protocol';
import type { DeliveredContractEvent, FabricClient, FileCheckpoint } from '@acequia/protocol/fabric';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { RoundTimes } from '../channel/RoundTimes.js';

/** The checkpoint is at most so far behind what was delivered and was for nobody here, milliseconds. */
const SAVE_EVERY_MS = 2_000;

/** What is done about an event; it may be called with the same one again after a crash. */
export interface EventHandler {
  readonly name: string;
  readonly handle: (payload: Uint8Array) => Promise<void>;
}

export interface FollowerParts {
  readonly client: Pick<FabricClient, 'contractEvents'>;
  readonly checkpoint: Pick<FileCheckpoint, 'load' | 'save'>;
  readonly handlers: readonly EventHandler[];
  readonly times: Pick<RoundTimes, 'firstMs' | 'slowMs'>;
  readonly log: Logger;
}

/** Makes a handler out of what an event's payload holds. */
export function onEvent<S extends z.ZodType>(
  name: string,
  schema: S,
  handle: (payload: z.output<S>) => Promise<void>,
): EventHandler {
  return { name, handle: (payload) => handle(parseJsonWith(schema, Buffer.from(payload).toString('utf8'))) };
}

/**
 * Follows the chaincode's events from where the last run ended, each until it is handled: while the ledger is away an event is
 * tried again, and none is passed over.
 */
export class EventFollower {
  readonly #parts: FollowerParts;
  readonly #stopping = new AbortController();
  #done: Promise<void> | undefined;
  #savedAt = 0;
  #failures = 0;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  /** @returns what rejects with an error that has no code; fulfils after stop(). */
  start(): Promise<void> {
    this.#done = this.#run();
    return this.#done;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done?.catch(() => undefined);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { firstMs, slowMs } = this.#parts.times;
    while (!signal.aborted) {
      await this.#follow();
      await pause(Math.min(slowMs, firstMs * 2 ** Math.min(this.#failures, 20)), signal);
    }
  }

  async #follow(): Promise<void> {
    const { client, checkpoint, log } = this.#parts;
    const { signal } = this.#stopping;
    try {
      for await (const event of client.contractEvents({ checkpoint, signal })) {
        await this.#handle(event);
        this.#failures = 0;
      }
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.#failures += 1;
      if (!signal.aborted) log.info({ code: error.code, text: error.text }, 'events will be asked for again');
    }
  }

  async #handle(event: DeliveredContractEvent): Promise<void> {
    const { handlers, checkpoint } = this.#parts;
    const handler = handlers.find(({ name }) => name === event.name);
    await handler?.handle(event.payload);
    const now = Date.now();
    if (handler === undefined && now - this.#savedAt < SAVE_EVERY_MS) return;
    await checkpoint.save(event.position);
    this.#savedAt = now;
  }
}
