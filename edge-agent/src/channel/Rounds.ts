import { CodedError } from '@acequia/protocol';
import type { Logger } from 'pino';
import { pause } from '../pause.js';

/** How a service repeats its round, milliseconds by the wall clock. */
export interface RoundTimes {
  /** After a round that went well, unless poked. */
  readonly everyMs: number;
  /** After one that failed, doubled up to the longest. */
  readonly firstMs: number;
  readonly maxMs: number;
}

/**
 * Repeats a round: from time to time, and when poked. A round looks at how things stand and does what is due, so that it may be
 * cut short, repeated and late. Failures that have a code (the ledger or the mailbox is away) are logged and waited out;
 * others end the service.
 */
export class Rounds {
  readonly #name: string;
  /** Does what is due; true when there is more to do at once. */
  readonly #round: () => Promise<boolean>;
  readonly #times: RoundTimes;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  #wake = new AbortController();
  #failures = 0;
  #done: Promise<void> | undefined;

  constructor(name: string, round: () => Promise<boolean>, times: RoundTimes, log: Logger) {
    this.#name = name;
    this.#round = round;
    this.#times = times;
    this.#log = log;
  }

  /** @returns what rejects when something fails that waiting cannot mend; fulfils after stop(). */
  start(): Promise<void> {
    this.#done = this.#run();
    return this.#done;
  }

  /** Something changed: the next round comes at once. */
  poke(): void {
    if (this.#failures === 0) this.#wake.abort();
  }

  /** Lets the round under way end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done?.catch(() => undefined);
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#wake = new AbortController();
      const waitMs = await this.#once();
      if (waitMs > 0) await pause(waitMs, AbortSignal.any([this.#wake.signal, this.#stopping.signal]));
    }
  }

  async #once(): Promise<number> {
    try {
      const hasMore = await this.#round();
      this.#failures = 0;
      return hasMore ? 0 : this.#times.everyMs;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.#failures += 1;
      const { firstMs, maxMs } = this.#times;
      const { code, text } = error;
      if (!this.#stopping.signal.aborted) {
        this.#log.info({ service: this.#name, code, text }, 'did not succeed and will be tried again');
      }
      return Math.min(maxMs, firstMs * 2 ** Math.min(this.#failures - 1, 20));
    }
  }
}
