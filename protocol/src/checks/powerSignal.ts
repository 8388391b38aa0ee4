import type { Interval } from '../schemas/readings.js';
import type { AlarmSignal } from './alarmSignal.js';

/** How long the power must have stayed below, seconds of readings. */
const HOLD_SECONDS = 6 * 3600;

/**
 * POWER_ABOVE_MAXIMUM: an interval's highest power is above what the connection is for. Judged in the time of the readings, which
 * come hours late.
 *
 * @param intervals accepted since the facts before, of the home's energy meters.
 * @param limitW `maxPerHour` of the device: Wh in an hour, so W.
 * @returns undefined where there are no new readings.
 */
export function powerSignal(intervals: readonly Interval[], limitW: number): AlarmSignal | undefined {
  if (intervals.length === 0) return undefined;
  const above = intervals.filter(({ maxW }) => maxW !== undefined && maxW > limitW);
  const common = {
    code: 'POWER_ABOVE_MAXIMUM',
    resource: 'energy',
    events: above.length,
    holdSeconds: HOLD_SECONDS,
  } as const;
  if (above.length === 0) return { ...common, level: 'off', at: latestEnd(intervals) };
  return {
    ...common,
    level: 'on',
    at: latestEnd(above),
    value: above.reduce((highest, { maxW = 0 }) => Math.max(highest, maxW), 0),
  };
}

function latestEnd(intervals: readonly Interval[]): number {
  return intervals.reduce((latest, { end }) => Math.max(latest, end), 0);
}
