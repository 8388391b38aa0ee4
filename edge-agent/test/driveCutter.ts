import type { Interval } from '@acequia/protocol';
import type { Sample } from '../src/meters/Sample.js';
import { freshState } from '../src/services/freshState.js';
import type { BuilderRules } from '../src/services/IntervalBuilder.js';
import type { CutRules } from '../src/services/nextCut.js';
import { WindowCutter } from '../src/services/WindowCutter.js';
import type { QueuedWindow } from '../src/outbox/records.js';

/** A day's start on the grid: 2016-09-01 00:00 in Madrid. */
export const ORIGIN = 1_472_680_800;
export const HOUR = 3600;

/** Rules of a water meter in Madrid, four hours to a window, cut at the ends of epochs: 2, 8, 14 and 20 hours after the origin. */
export const RULES: CutRules & BuilderRules = {
  origin: ORIGIN,
  anchor: ORIGIN,
  windowSeconds: 4 * HOUR,
  stepSeconds: HOUR,
  timeZone: 'Europe/Madrid',
  resource: 'water',
  maxPerHour: 5000,
  calibrationPpm: 1_000_000,
};

/** Feeds samples through a new cutter and closes what has ended after the last of them. */
export function driveCutter(
  samples: readonly Sample[],
  rules: CutRules & BuilderRules = RULES,
  start = rules.origin,
): QueuedWindow[] {
  const cutter = new WindowCutter(rules, { windowStart: start, intervals: freshState(start) });
  const windows: QueuedWindow[] = [];
  const drain = (until: number): void => {
    for (let window = cutter.advance(until); window !== undefined; window = cutter.advance(until)) {
      windows.push(window);
    }
  };
  for (const sample of samples) {
    drain(sample.at - 1);
    cutter.add(sample);
  }
  drain((samples.at(-1)?.at ?? start) + rules.windowSeconds);
  return windows;
}

/** All intervals of windows, in order. */
export function intervalsOf(windows: readonly QueuedWindow[]): Interval[] {
  return windows.flatMap((window) => window.intervals);
}

/** What windows say was used. */
export function totalOf(windows: readonly QueuedWindow[]): number {
  return intervalsOf(windows).reduce((sum, interval) => sum + (interval.amount ?? 0), 0);
}
