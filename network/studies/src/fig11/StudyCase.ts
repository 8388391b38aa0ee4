import type { Month } from './model/Month.js';

/** A month that the same homes live through under each policy. */
export interface StudyCase {
  readonly month: Month;
  /** By home, mL a day in whole lots. */
  readonly quotas: readonly number[];
  /** Names the random choices of our trading. */
  readonly seed: number;
}
