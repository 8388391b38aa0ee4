/** What became of one home in one day. */
export interface HomeDay {
  readonly home: number;
  /** The home's daily quota before any trade, mL. */
  readonly quota: number;
  /** mL at the day's end. */
  readonly used: number;
  /** Quota, with what was bought and without what was sold; mL at the day's end. */
  readonly entitlement: number;
}
