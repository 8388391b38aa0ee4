import { toWallTime, type Bounds, type LedgerClock } from '@acequia/protocol';

/** How long a part of the trade may take at most, however slowly ledger time runs. */
const MOST_MS = 240_000;
/** What is settled as the month ends may take so long to be seen. */
const BEHIND_MS = 10_000;

/**
 * How long to wait for a part of the trade: once its month is over nothing can come of it any more, and the bills wait.
 *
 * @param nowMs the wall clock. @returns milliseconds.
 */
export function tradeMillis(clock: LedgerClock, month: Bounds, nowMs: number): number {
  return Math.max(0, Math.min(MOST_MS, toWallTime(clock, month.end) + BEHIND_MS - nowMs));
}
