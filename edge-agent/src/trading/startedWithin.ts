import type { Bounds } from '@acequia/protocol';

/** Trades that began within a day. */
export function startedWithin<T extends { readonly startedAt: number }>(
  day: Bounds,
  trades: readonly T[],
): T[] {
  return trades.filter(({ startedAt }) => startedAt >= day.start && startedAt < day.end);
}
