import { CodedError, pause } from '@acequia/protocol';

export interface RoundsOptions {
  /** Pause after a first failure, doubled with each up to `slowMs`, wall clock. */
  readonly firstMs: number;
  readonly slowMs: number;
  readonly onFailure: (error: CodedError) => void;
}

/** A service's loop: rounds one after another until it is stopped, with growing pauses while they fail. */
export class Rounds {
  readonly #round: () => Promise<number>;
  readonly #options: RoundsOptions;
  readonly #stopping = new AbortController();
  #wake = new AbortController();
  #failures = 0;
  #done: Promise<void> | undefined;

  /** @param round gives how long to pause, milliseconds. */
  constructor(round: () => Promise<number>, options: RoundsOptions) {
    this.#round = round;
    this.#options = options;
  }

  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Aborts when the present round's waiting shall end: somebody woke it, or it is over. */
  get signal(): AbortSignal {
    return this.#wake.signal;
  }

  /** @returns what rejects with an error that has no code; fulfils after stop(). */
  start(): Promise<void> {
    this.#done = this.#run();
    return this.#done;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    await this.#done?.catch(() => undefined);
  }

  /** Ends a pause, but not one after a failure: while the ledger refuses, only time helps. */
  wake(): void {
    if (this.#failures === 0) this.#wake.abort();
  }

  async #run(): Promise<void> {
    while (!this.isStopping) {
      this.#wake = new AbortController();
      const waitMs = await this.#once();
      if (waitMs > 0) await pause(waitMs, this.#wake.signal);
    }
  }

  async #once(): Promise<number> {
    try {
      const waitMs = await this.#round();
      this.#failures = 0;
      return waitMs;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (!this.isStopping) this.#options.onFailure(error);
      this.#failures += 1;
      const { firstMs, slowMs } = this.#options;
      return Math.min(slowMs, firstMs * 2 ** Math.min(this.#failures - 1, 20)) * (0.5 + Math.random() / 2);
    }
  }
}
