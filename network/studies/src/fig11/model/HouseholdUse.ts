/** One kind of use of water in a household, and how often it occurs in a day. */
export interface HouseholdUse {
  /** mL of one use. */
  readonly amount: number;
  /** mL of the same need in the ways that save water, each as likely as the others; none where nothing can be saved. */
  readonly saving: readonly number[];
  /** Fewest and most times a day; every number between them is as likely. */
  readonly timesADay: readonly [number, number];
}
