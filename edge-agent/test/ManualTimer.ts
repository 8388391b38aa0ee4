import { pause } from '@acequia/protocol';

/** A ledger clock that a test sets. */
export class ManualTimer {
  #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  set(now: number): void {
    this.#now = now;
  }

  async until(at: number, signal: AbortSignal): Promise<void> {
    while (this.#now < at && !signal.aborted) await pause(2, signal);
  }
}
