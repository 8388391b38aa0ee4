/** Water that a home wants at a moment. What it takes depends on how near its limit is. */
export interface Wish {
  /** Index of the home. */
  readonly home: number;
  /** Of the day, from 0 up to but not including 86,400. */
  readonly second: number;
  /** mL, as it likes it. */
  readonly amount: number;
  /** mL when it saves; `amount` where nothing can be saved. */
  readonly saving: number;
}
