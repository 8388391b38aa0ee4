import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '@acequia/protocol';

/** Asks a peer how many blocks it has, without keeping those waiting who ask for the gateway's health. */
export class HeightProbe {
  readonly #ask: () => Promise<number>;
  readonly #patienceMs: number;
  #asking: Promise<number | undefined> | undefined;

  /** @param ask may take long, and fail, while the peer is away. */
  constructor(ask: () => Promise<number>, patienceMs = 1500) {
    this.#ask = ask;
    this.#patienceMs = patienceMs;
  }

  /** The height, or undefined when the peer does not answer soon: the gateway serves what it has. */
  async height(): Promise<number | undefined> {
    this.#asking ??= this.#askOnce();
    const enough = new AbortController();
    const patience = sleep(this.#patienceMs, undefined, { signal: enough.signal });
    try {
      return await Promise.race([this.#asking, patience.catch(() => undefined)]);
    } finally {
      enough.abort();
    }
  }

  async #askOnce(): Promise<number | undefined> {
    try {
      return await this.#ask();
    } catch (error) {
      if (error instanceof CodedError) return undefined;
      throw error;
    } finally {
      this.#asking = undefined;
    }
  }
}
