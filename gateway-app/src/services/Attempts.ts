import { CodedError } from '@acequia/protocol';
import type { Logger } from 'pino';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

interface Failure {
  readonly retryAt: number;
  readonly pauseMs: number;
}

/**
 * Attempts at things that may fail one by one, such as a delivery to a home whose peer is down: a failure is logged, is
 * tried again after a growing pause, and holds up nothing else.
 */
export class Attempts {
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #failures = new Map<string, Failure>();

  /** @param now wall clock, milliseconds. */
  constructor(log: Logger, now: () => number = Date.now) {
    this.#log = log;
    this.#now = now;
  }

  /** Does the work unless it failed too recently; tells whether it was done. */
  async attempt(key: string, work: () => Promise<void>): Promise<boolean> {
    const failure = this.#failures.get(key);
    if (failure !== undefined && this.#now() < failure.retryAt) return false;
    try {
      await work();
      this.#failures.delete(key);
      return true;
    } catch (error) {
      const pauseMs = Math.min((failure?.pauseMs ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS);
      this.#failures.set(key, { retryAt: this.#now() + pauseMs, pauseMs });
      const code = error instanceof CodedError ? error.code : 'ATTEMPT_FAILED';
      this.#log.warn({ err: error, attempt: key, code, pauseMs }, 'failed and will be tried again');
      return false;
    }
  }
}
