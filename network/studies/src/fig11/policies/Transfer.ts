/** Quota of the running day that goes from one home to another. */
export interface Transfer {
  readonly from: number;
  readonly to: number;
  /** mL, above zero. */
  readonly amount: number;
}
