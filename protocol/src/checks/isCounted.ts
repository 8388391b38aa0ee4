import type { Interval } from '../schemas/readings.js';

/** An interval that carries consumption with the registers it comes from. */
export type CountedInterval = Interval & {
  readonly from: number;
  readonly to: number;
  readonly amount: number;
};

/** Whether an interval carries consumption; what is suspect or missing does not. */
export function isCounted(interval: Interval): interval is CountedInterval {
  return interval.from !== undefined && interval.to !== undefined && interval.amount !== undefined;
}
