import type { LedgerClock } from '@acequia/protocol';

/**
 * How long something that is due waits for late windows, in ledger seconds: the configured time, but on a fast clock no
 * less than windows take to get to the ledger in real time.
 */
export function latestWait(waitSeconds: number, transitMs: number, clock: LedgerClock): number {
  return Math.max(waitSeconds, Math.ceil((transitMs * clock.speed) / 1000));
}
