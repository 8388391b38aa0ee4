import { isCounted, type Interval } from '@acequia/protocol';
import type { IntervalState } from './intervalState.js';

/**
 * What f_p starts from.
 *
 * @param start of the first interval.
 * @param told the intervals of the window before, when the ledger has one of this device that this agent forgot; the
 *   string 'unknown' when it has one that cannot be read. None for a new device.
 */
export function freshState(start: number, told: readonly Interval[] | 'unknown' = []): IntervalState {
  const state: IntervalState = {
    start,
    sampledAt: -1,
    regimes: [],
    suspectAt: -1,
    toldEnd: start,
    switched: told === 'unknown',
    announced: false,
    maxW: 0,
  };
  if (told === 'unknown') return state;
  const last = told.findLast(isCounted);
  const announced = told.some(
    (interval) => interval.quality === 'suspect' && interval.start >= (last?.end ?? 0),
  );
  if (last === undefined) return { ...state, switched: told.length > 0, announced };
  const { to, end } = last;
  return {
    ...state,
    sampledAt: start,
    regimes: [{ base: to, baseEnd: end, last: to, lastAt: end, catchUp: false }],
    toldEnd: end,
    announced,
  };
}
