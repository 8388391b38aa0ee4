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
 * Where the window that starts at `start` ends: at the next multiple of its length from the origin, or before that at the
 * community's midnight, so that no window reaches over the end of a billing period, across clock changes too, or at the
 * end of an epoch. Always on the grid of intervals, so that none is split.
 */
export function nextCut(start: number, rules: CutRules): number {
  const { origin, windowSeconds, stepSeconds, timeZone } = rules;
  const regular = origin + (Math.floor((start - origin) / windowSeconds) + 1) * windowSeconds;
  const midnight = DateTime.fromSeconds(start, { zone: timeZone })
    .startOf('day')
    .plus({ days: 1 })
    .startOf('day');
  const boundary = origin + Math.ceil((midnight.toSeconds() - origin) / stepSeconds) * stepSeconds;
  return Math.min(regular, boundary > start ? boundary : regular, epochCut(start, rules));
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
