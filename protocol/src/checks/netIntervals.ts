import { accountedIntervals, type AccountedInterval } from './accountedIntervals.js';
import { commonSpans } from './commonSpans.js';
import { coverSpans } from './coverSpans.js';
import { isCovered } from './isCovered.js';
import type { MeterReading } from './MeterReading.js';
import type { Bounds } from './periodBounds.js';

/**
 * The longest interval that is netted, seconds: a home chooses the length of its intervals, and in one of a day what the panels made
 * at noon would pay for what the lamps took at night.
 */
const LONGEST = 3600;

/** An interval in which a home's production was set against its consumption, base units. */
export interface NettedInterval extends Bounds {
  readonly used: bigint;
  readonly produced: bigint;
  /** max(0, used − produced). */
  readonly net: bigint;
  /** max(0, produced − used). */
  readonly surplus: bigint;
}

/** What became of a home's production, base units: netted + surplus + unmatched is all of it. */
export interface Netting {
  /** In order of time. */
  readonly intervals: readonly NettedInterval[];
  /** Taken off the use: the sum of min(used, produced) over the intervals. */
  readonly netted: bigint;
  /** Delivered: that of the intervals, and all production in time whose use counts in full. */
  readonly surplus: bigint;
  /** Produced while nobody knows what was used: neither netted nor paid. */
  readonly unmatched: bigint;
}

interface Step extends Bounds {
  readonly amount: bigint;
}

/**
 * Sets what a home's panels made against what it used, interval by interval (paper 000 §8); the same for the home and the community. Pure.
 *
 * Netted is only what both meters measured in the same interval, of an hour at most. Of two grids the coarser one counts, as long
 * as it is that fine. Everything else is to the home's disadvantage, so that no reading is worth withholding: what a register
 * caught up on after a silence is not netted, use that nobody netted counts in full, and production is paid for only in time
 * whose use is accounted for. Suspect, missing and estimated production is none.
 *
 * @param consumption accepted intervals, each once, in any order, and estimates where none could be read.
 * @param production accepted intervals, each once, in any order.
 */
export function netIntervals(
  consumption: Iterable<MeterReading>,
  production: Iterable<MeterReading>,
): Netting {
  const used = accountedIntervals(consumption);
  const produced = accountedIntervals(production).filter(({ interval }) => interval.quality !== 'estimated');
  const spans = commonSpans(
    used.filter(isNettable).map(stepOf),
    produced.filter(isNettable).map(stepOf),
    LONGEST,
  );
  const intervals = spans.map(({ start, end, left, right }) => net({ start, end }, sum(left), sum(right)));
  const taken = new Set(spans.flatMap(({ right }) => right.map(({ start }) => start)));
  const others = produced.filter((each) => !(isNettable(each) && taken.has(each.interval.start)));
  const known = coverSpans(
    [],
    used.map(({ since, interval }) => ({ start: since, end: interval.end })),
  );
  const [paid, unmatched] = split(others, ({ since, interval }) =>
    isCovered(known, { start: since, end: interval.end }),
  );
  return {
    intervals,
    netted: intervals.reduce((total, interval) => total + interval.used - interval.net, 0n),
    surplus: sum(intervals.map(({ surplus: amount }) => ({ amount }))) + sum(paid),
    unmatched: sum(unmatched),
  };
}

/** Measured in that very interval: nothing in it caught up on a time before. */
function isNettable({ interval, since }: AccountedInterval): boolean {
  return interval.quality === 'measured' && since === interval.start;
}

function stepOf({ interval: { start, end }, amount }: AccountedInterval): Step {
  return { start, end, amount };
}

function net(bounds: Bounds, used: bigint, produced: bigint): NettedInterval {
  const left = used - produced;
  return { ...bounds, used, produced, net: left > 0n ? left : 0n, surplus: left < 0n ? -left : 0n };
}

function sum(steps: readonly { readonly amount: bigint }[]): bigint {
  return steps.reduce((total, { amount }) => total + amount, 0n);
}

function split<T>(all: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}
