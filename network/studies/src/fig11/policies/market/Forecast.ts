/** What a home expects to use from a moment to the end of the day. */
export interface Forecast {
  /** mL. */
  readonly rest: number;
  /** How far off that usually is, mL: it shrinks as the day goes by. */
  readonly reserve: number;
}
