import { CodedError } from '@acequia/protocol';
import type { Logger } from 'pino';

/** What a service's loop last came to. */
export interface LoopState {
  readonly name: string;
  /** Code of the last round's failure; absent after one that went well. */
  readonly failure?: string;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Runs a step again and again: when poked, and from time to time. The step looks at the state of things and does what is
 * due, so that it may be interrupted, repeated or late. A failure is logged and followed by a growing pause.
 */
export class LevelLoop {
  readonly #name: string;
  readonly #step: () => Promise<void>;
  readonly #intervalMs: number;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  #poked = false;
  #wake: () => void = () => undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #failure: string | undefined;
  #done: Promise<void> = Promise.resolve();

  constructor(name: string, step: () => Promise<void>, intervalMs: number, log: Logger) {
    this.#name = name;
    this.#step = step;
    this.#intervalMs = intervalMs;
    this.#log = log;
  }

  get state(): LoopState {
    return { name: this.#name, ...(this.#failure === undefined ? {} : { failure: this.#failure }) };
  }

  start(): void {
    this.#done = this.#run();
  }

  /** Lets the step under way end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#done;
  }

  /** Something changed: the next round comes at once, or right after the one under way. */
  poke(): void {
    this.#poked = true;
    if (this.#failure === undefined) this.#wake();
  }

  // Poked from outside, also while a round is awaited.
  #isPoked(): boolean {
    return this.#poked;
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #run(): Promise<void> {
    while (!this.#isStopping()) {
      this.#poked = false;
      await this.#round();
      if (this.#failure !== undefined) await this.#sleep(this.#pauseMs);
      else if (!this.#isPoked()) await this.#sleep(this.#intervalMs);
    }
  }

  async #round(): Promise<void> {
    try {
      await this.#step();
      this.#failure = undefined;
      this.#pauseMs = FIRST_PAUSE_MS;
    } catch (error) {
      if (this.#isStopping()) return;
      this.#failure = error instanceof CodedError ? error.code : 'SERVICE_FAILED';
      this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
      this.#log.warn(
        { err: error, service: this.#name, code: this.#failure },
        'a round failed and is repeated',
      );
    }
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (this.#isStopping()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
