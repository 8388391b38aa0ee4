import type { Interval } from '../schemas/readings.js';
import type { RegisterStand } from './readingHistory.js';

/** The stand that an interval meets: unknown before a device's first, and with a hole where time is skipped. */
export function standBefore(stand: RegisterStand | undefined, interval: Interval): RegisterStand {
  if (stand === undefined) {
    return { since: interval.start, until: interval.start, broken: false, hole: false };
  }
  return { ...stand, hole: stand.hole || interval.start > stand.until };
}
