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
 * community's midnight, so that no window reaches over the end of a billing period, across clock changes too. Always on
 * the grid of intervals, so that none is split.
 */
export function nextCut(start: number, { origin, windowSeconds, stepSeconds, timeZone }: CutRules): number {
  const regular = origin + (Math.floor((start - origin) / windowSeconds) + 1) * windowSeconds;
  const midnight = DateTime.fromSeconds(start, { zone: timeZone })
    .startOf('day')
    .plus({ days: 1 })
    .startOf('day');
  const boundary = origin + Math.ceil((midnight.toSeconds() - origin) / stepSeconds) * stepSeconds;
  return boundary > start ? Math.min(regular, boundary) : regular;
}
