import type { Standing } from './Standing.js';
import type { Transfer } from './Transfer.js';

/** Everything that differs between two runs of the study: who gives quota to whom, and when. */
export interface TradingPolicy {
  /** Seconds of the day at which {@link atRound} is asked, rising. A round comes before a use of the same second. */
  readonly rounds: readonly number[];

  /**
   * Asked at the moment of a use that would bring a home over its limit, before it is counted.
   *
   * @param home who wants to use. @param amount what it is about to take, mL.
   */
  atUse(home: number, amount: number, standings: readonly Standing[]): readonly Transfer[];

  /** Asked at each of {@link rounds}. */
  atRound(second: number, standings: readonly Standing[]): Promise<readonly Transfer[]>;

  /** Told what the homes used in the day that is over, mL. */
  endDay?(used: readonly number[]): Promise<void>;
}
