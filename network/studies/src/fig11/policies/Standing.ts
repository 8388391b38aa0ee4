/** How a home stands in the running day; its index is its place among the standings. */
export interface Standing {
  /** mL so far. */
  readonly used: number;
  /** The day's quota, with what was bought and without what was sold; mL. */
  readonly entitlement: number;
}
