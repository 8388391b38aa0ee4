import { setTimeout as sleep } from 'node:timers/promises';

/** Waits that double from `firstMs` to `maxMs`, each shortened by up to half at random, so that clients spread out. */
export class Backoff {
  readonly #firstMs: number;
  readonly #maxMs: number;
  #attempt = 0;

  constructor(firstMs: number, maxMs: number) {
    this.#firstMs = firstMs;
    this.#maxMs = maxMs;
  }

  /** Waits; returns early, without an error, when the signal aborts or `untilMs` (Date.now()) is reached. */
  async wait(signal: AbortSignal, untilMs = Number.POSITIVE_INFINITY): Promise<void> {
    const full = Math.min(this.#firstMs * 2 ** this.#attempt, this.#maxMs);
    this.#attempt += 1;
    const ms = Math.min(full * (0.5 + Math.random() / 2), Math.max(0, untilMs - Date.now()));
    try {
      await sleep(ms, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Starts again from the first wait, after a success. */
  reset(): void {
    this.#attempt = 0;
  }
}
