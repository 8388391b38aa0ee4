import type { Interval } from '../schemas/readings.js';
import type { AlarmSignal } from './alarmSignal.js';
import { isCounted } from './isCounted.js';

const HOUR = 3600;
const HOURS = 24;

/** From what least flow on a leak is suspected, L in an hour: about a hundred litres a day that nobody draws. */
export const LEAK_LITRES_PER_HOUR = 4;

/**
 * LEAK_SUSPECTED: water flowed in each of the last 24 hours of readings, and never less than the threshold. Off as soon as an hour
 * had less than half of it; not known where an hour is not covered by readings, or covered by longer ones.
 *
 * @param intervals accepted, of one water meter, at least those of the last 24 hours up to the newest.
 * @returns undefined where there are no readings.
 */
export function leakSignal(
  intervals: readonly Interval[],
  threshold: number = LEAK_LITRES_PER_HOUR,
): AlarmSignal | undefined {
  if (intervals.length === 0) return undefined;
  const at = intervals.reduce((latest, { end }) => Math.max(latest, end), 0);
  const flows = hourlyFlows(intervals, at);
  const known = flows.filter((flow) => flow !== undefined);
  const common = { code: 'LEAK_SUSPECTED', resource: 'water', at } as const;
  if (known.some((flow) => flow === 0 || 2 * flow < threshold)) return { ...common, level: 'off' };
  const least = Math.min(...known);
  const isLeak = known.length === HOURS && least >= threshold;
  return isLeak ? { ...common, level: 'on', value: least } : { ...common, level: 'between' };
}

/** Use in each of the 24 hours before a time; undefined where readings do not cover one. */
function hourlyFlows(intervals: readonly Interval[], end: number): (number | undefined)[] {
  const amounts = new Array<number>(HOURS).fill(0);
  const seconds = new Array<number>(HOURS).fill(0);
  for (const interval of intervals) {
    if (!isCounted(interval)) continue;
    const hour = Math.floor((end - interval.end) / HOUR);
    if (hour >= HOURS || end - interval.start > (hour + 1) * HOUR) continue;
    amounts[hour] = (amounts[hour] ?? 0) + interval.amount;
    seconds[hour] = (seconds[hour] ?? 0) + interval.end - interval.start;
  }
  return amounts.map((amount, hour) => (seconds[hour] === HOUR ? amount : undefined));
}
