/** How a random play runs. */
export interface PlayOptions {
  readonly seed: number;
  /** What must hold after every step, taken or refused. */
  readonly check: (wasTaken: boolean) => void;
  /** How many lines of steps there are at once; one after the other when absent: a ledger in memory knows no conflicts. */
  readonly atOnce?: number;
  /** The longest wait at a time before and after the period's end, in ledger seconds. */
  readonly waits?: readonly [before: number, after: number];
}
