import { EPOCH_SECONDS } from '@acequia/protocol';
import { DateTime } from 'luxon';

/** Where windows are cut. */
export interface CutRules {
  /** Start of the community's first window, ledger seconds. */
  readonly origin: number;
  readonly windowSeconds: number;
  readonly stepSeconds: number;
  /** Zone of the community's calendar. */
  readonly timeZone: string;
}

/**
 * Where the window that starts at `start` ends: at the end of its epoch, after whole lengths of a window from the epoch's
 * start, or at the community's midnight, so that no window reaches over the end of a billing period, across clock changes
 * too. Always on the grid of intervals, so that none is split.
 */
export function nextCut(start: number, rules: CutRules): number {
  const { origin, stepSeconds, timeZone } = rules;
  const midnight = DateTime.fromSeconds(start, { zone: timeZone })
    .startOf('day')
    .plus({ days: 1 })
    .startOf('day');
  const day = origin + Math.ceil((midnight.toSeconds() - origin) / stepSeconds) * stepSeconds;
  return Math.min(regularCut(start, rules), epochCut(start, rules), day > start ? day : Infinity);
}

function regularCut(start: number, { origin, stepSeconds, windowSeconds }: CutRules): number {
  const cell = start - (start % EPOCH_SECONDS);
  const passed = Math.floor((start - cell) / windowSeconds);
  // A window is at least as long as an interval, so that one of the next two points comes after the start.
  const [first, second] = [1, 2].map((count) => {
    const point = cell + (passed + count) * windowSeconds;
    return origin + Math.floor((point - origin) / stepSeconds) * stepSeconds;
  });
  return first !== undefined && first > start ? first : (second ?? Infinity);
}

/**
 * The last point of the grid of intervals in the epoch. Where the two grids differ, the interval across the epoch's end is a
 * window by itself: it is sealed with the next epoch's keys, in which it ends.
 */
function epochCut(start: number, { origin, stepSeconds }: CutRules): number {
  const epochEnd = (Math.floor(start / EPOCH_SECONDS) + 1) * EPOCH_SECONDS;
  const last = origin + Math.floor((epochEnd - origin) / stepSeconds) * stepSeconds;
  return last > start ? last : start + stepSeconds;
}
