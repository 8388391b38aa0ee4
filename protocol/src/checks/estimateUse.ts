import type { Interval } from '../schemas/readings.js';
import { isCounted, type CountedInterval } from './isCounted.js';
import { maxAmountIn } from './maxAmountIn.js';
import type { Bounds } from './periodBounds.js';

/** Estimates are cut at quarters of an hour, at which periods begin in every time zone. */
const PIECE_SECONDS = 900;
/** How far back the mean use is taken from, seconds. */
const MEAN_SECONDS = 28 * 86_400;

/** What one device's estimates are made from. */
export interface EstimateGrounds {
  /** The device's accepted intervals around the span and 28 days before it, each once, in any order. */
  readonly intervals: readonly Interval[];
  /** Of the device's record: a register that went faster is not believed. */
  readonly maxPerHour: number;
}

/** A linear use: `amount` over the time from `start` to `end`. */
interface Slope extends Bounds {
  readonly amount: bigint;
}

/**
 * The use in a span that a device's readings do not cover, such as that of a window which nobody could read; the same for the home
 * and the community, given the same intervals. Pure.
 *
 * Where trusted registers stand on both sides it is exact: what the register moved from the last interval before to the first
 * after, spread evenly over the time between. Else it is the device's mean use over the 28 days before the span; without any
 * it is nothing. Time within the span that is covered after all is left out.
 *
 * @param within of whose pieces only those that start in it are made: a home may leave a window of decades unreadable.
 * @returns intervals of quality `estimated`, without registers, none longer than a quarter of an hour; none where no use can
 *   be told.
 */
export function estimateUse(
  { intervals, maxPerHour }: EstimateGrounds,
  span: Bounds,
  within: Bounds = span,
): Interval[] {
  const ascending = [...intervals].sort((a, b) => a.start - b.start);
  const counted = ascending.filter(isCounted);
  return gapsIn(counted, span).flatMap((gap) => {
    const slope = registerSlope(ascending, gap, maxPerHour) ?? meanSlope(counted, span.start);
    return slope === undefined ? [] : piecesOf(gap, slope, within);
  });
}

/** Parts of the span that no counted interval covers. */
function gapsIn(counted: readonly CountedInterval[], span: Bounds): Bounds[] {
  const gaps: Bounds[] = [];
  let start = span.start;
  for (const interval of counted) {
    if (interval.start >= span.end) break;
    if (interval.start > start) gaps.push({ start, end: interval.start });
    start = Math.max(start, interval.end);
  }
  if (start < span.end) gaps.push({ start, end: span.end });
  return gaps;
}

/** What the register says of the whole time between the intervals on both sides of a gap. */
function registerSlope(ascending: readonly Interval[], gap: Bounds, maxPerHour: number): Slope | undefined {
  const before = ascending.filter(isCounted).findLast(({ end }) => end <= gap.start);
  const after = ascending.filter(isCounted).find(({ start }) => start >= gap.end);
  if (before === undefined || after === undefined) return undefined;
  const amount = after.from - before.to;
  const seconds = after.start - before.end;
  if (amount < 0 || amount > maxAmountIn(maxPerHour, seconds)) return undefined;
  // Behind what is suspect a register may have started anew.
  const isBroken = ascending.some(
    ({ quality, start }) => quality === 'suspect' && start >= before.end && start < after.start,
  );
  return isBroken ? undefined : { start: before.end, end: after.start, amount: BigInt(amount) };
}

/** The mean use of the 28 days before a time, over the time that the registers account for. */
function meanSlope(counted: readonly CountedInterval[], time: number): Slope | undefined {
  let amount = 0n;
  let seconds = 0;
  let last: CountedInterval | undefined;
  for (const interval of counted) {
    if (interval.start < time - MEAN_SECONDS || interval.end > time) continue;
    // An interval that goes on where the register stood catches up for the time between as well.
    const start = last?.to === interval.from ? last.end : interval.start;
    amount += BigInt(interval.amount);
    seconds += interval.end - start;
    last = interval;
  }
  return seconds === 0 ? undefined : { start: time, end: time + seconds, amount };
}

/** Rounded so that the pieces of a slope add up to it, whatever its gaps. */
function piecesOf(gap: Bounds, slope: Slope, within: Bounds): Interval[] {
  const pieces: Interval[] = [];
  const firstCut = Math.ceil(within.start / PIECE_SECONDS) * PIECE_SECONDS;
  const last = Math.min(gap.end, within.end);
  for (let start = gap.start < within.start ? firstCut : gap.start; start < last;) {
    const end = Math.min(gap.end, (Math.floor(start / PIECE_SECONDS) + 1) * PIECE_SECONDS);
    const amount = Number(amountUntil(slope, end) - amountUntil(slope, start));
    pieces.push({ start, end, quality: 'estimated', amount });
    start = end;
  }
  return pieces;
}

function amountUntil({ start, end, amount }: Slope, time: number): bigint {
  return (amount * BigInt(time - start)) / BigInt(end - start);
}
