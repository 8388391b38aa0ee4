/** What a home may draw from a moment on until the next step, W of mean demand. */
export interface EntitlementStep {
  /** Ledger seconds. */
  readonly from: number;
  readonly watts: bigint;
}

/**
 * The power that a home is entitled to at a moment: of two steps the later one. Before the first it is nothing.
 *
 * @param steps in order of time.
 * @param time ledger seconds.
 */
export function entitlementAt(steps: readonly EntitlementStep[], time: number): bigint {
  return steps.findLast(({ from }) => from <= time)?.watts ?? 0n;
}
