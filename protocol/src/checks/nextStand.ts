import type { Interval } from '../schemas/readings.js';
import { isCounted } from './isCounted.js';
import type { RegisterStand } from './readingHistory.js';
import { standBefore } from './standBefore.js';

/** Where a device's register stands after one more interval. */
export function nextStand(stand: RegisterStand | undefined, interval: Interval): RegisterStand {
  const before = standBefore(stand, interval);
  if (isCounted(interval)) {
    return { value: interval.to, since: interval.end, until: interval.end, broken: false, hole: false };
  }
  return { ...before, until: interval.end, broken: before.broken || interval.quality === 'suspect' };
}
