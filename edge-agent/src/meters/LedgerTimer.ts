import { pause, toLedgerTime, toWallTime, type LedgerClock } from '@acequia/protocol';

/** Longest single wait: timers hold 31 bits of milliseconds. */
const MAX_WAIT_MS = 2 ** 30;

/** The ledger's time by this machine's clock, and waiting for it. */
export class LedgerTimer {
  readonly #clock: LedgerClock;

  constructor(clock: LedgerClock) {
    this.#clock = clock;
  }

  /** Ledger time now, whole seconds. */
  now(): number {
    return toLedgerTime(this.#clock, Date.now());
  }

  /** Returns when ledger time has reached `at`, or as soon as the signal aborts. */
  async until(at: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const ms = toWallTime(this.#clock, at) - Date.now();
      if (ms <= 0 || signal.aborted) return;
      await pause(Math.min(ms, MAX_WAIT_MS), signal);
    }
  }
}
