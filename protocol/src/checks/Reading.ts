import type { Interval } from '../schemas/readings.js';
import type { TrustGrade } from '../schemas/primitives.js';

/** An accepted interval and the trust grade of the meter that it came from. */
export interface Reading {
  readonly interval: Interval;
  readonly trust: TrustGrade;
}
