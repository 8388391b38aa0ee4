/** Most windows whose sealed E one transaction takes out of state, so that a retention that was lowered far stays cheap. */
const MOST_DROPPED = 512;

/** What is known of a device's windows. */
export interface KeptWindows {
  /** The oldest whose sealed E is in state. */
  readonly oldest: number;
  /** The first and the newest window of the transaction. */
  readonly first: number;
  readonly newest: number;
  /** How many stay behind the newest. */
  readonly keepLast: number;
}

/**
 * Which sequence becomes the oldest whose sealed E stays in state (paper 000 Eq. 3); those before it are dropped. What a
 * transaction brings itself stays until the next one: readers of blocks find it among the writes and nowhere else.
 */
export function oldestToKeep({ oldest, first, newest, keepLast }: KeptWindows): number {
  return Math.max(oldest, Math.min(first, newest - keepLast, oldest + MOST_DROPPED));
}
