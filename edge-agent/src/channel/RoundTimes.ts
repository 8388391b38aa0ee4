/** How a service repeats its rounds, milliseconds by the wall clock. */
export interface RoundTimes {
  /** After a round that went well, unless something changed. */
  readonly everyMs: number;
  /** After one that failed, doubled up to `slowMs`. */
  readonly firstMs: number;
  readonly slowMs: number;
}
