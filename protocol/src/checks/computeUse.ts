import type { Quality } from '../schemas/readings.js';
import type { MeteredResource, TrustGrade } from '../schemas/primitives.js';
import type { Bounds } from './periodBounds.js';
import type { Netting } from './netIntervals.js';
import type { Reading } from './Reading.js';
import { carriesUse } from './carriesUse.js';
import { leastReliable } from './leastReliable.js';
import { weakestTrust } from './weakestTrust.js';

/** What a home produced in a span of time, and what became of it, base units. */
export interface ResourceProduction extends Omit<Netting, 'intervals'> {
  /** What the meter of consumption counted. */
  readonly drawn: bigint;
  readonly produced: bigint;
  /** Of the production meter, as those of {@link ResourceUse} are of the consumption meter. */
  readonly intervals: Readonly<Record<Quality, number>>;
  readonly uncoveredSeconds: number;
  /** The least reliable quality and the weakest trust grade among both meters' readings. */
  readonly quality: Quality;
  readonly trust?: TrustGrade;
}

/** What a home used of one resource in a span of time. */
export interface ResourceUse {
  readonly resource: MeteredResource;
  /** Base units: Wh or L. Of a home that produces what is left behind netting. */
  readonly use: bigint;
  /** Intervals by quality; every quality is present. */
  readonly intervals: Readonly<Record<Quality, number>>;
  /** Seconds of the span that no interval of any quality covers. */
  readonly uncoveredSeconds: number;
  /** Energy only: the highest power seen, W; absent where no interval tells it. */
  readonly maxPowerW?: number;
  /** The least reliable quality among the intervals that carry use; `missing` when none does. */
  readonly quality: Quality;
  /** The weakest trust grade among the meters that reported; absent when none did. */
  readonly trust?: TrustGrade;
  /** Of a home with a production meter that sent readings. */
  readonly production?: ResourceProduction;
}

/**
 * Adds up a home's accepted intervals of one resource. An interval belongs wholly to the span that it starts in, so that
 * one which crosses a boundary is counted once: nothing is split, nothing is invented. Suspect and missing intervals are
 * counted but carry no use.
 *
 * @param readings accepted intervals, each once, in any order; those that start outside of `bounds` are left out.
 */
export function computeUse(
  resource: MeteredResource,
  readings: Iterable<Reading>,
  bounds: Bounds,
): ResourceUse {
  const inside = [...readings].filter(
    ({ interval }) => interval.start >= bounds.start && interval.start < bounds.end,
  );
  const counts: Record<Quality, number> = { measured: 0, replaced: 0, estimated: 0, suspect: 0, missing: 0 };
  let use = 0n;
  let quality: Quality | undefined;
  for (const { interval } of inside) {
    counts[interval.quality] += 1;
    if (!carriesUse(interval.quality)) continue;
    use += BigInt(interval.amount ?? 0);
    quality = quality === undefined ? interval.quality : leastReliable(quality, interval.quality);
  }
  const maxPowerW = highestPower(inside);
  const trust = weakestTrust(inside.map((reading) => reading.trust));
  return {
    resource,
    use,
    intervals: counts,
    uncoveredSeconds: uncovered(inside, bounds),
    ...(maxPowerW === undefined ? {} : { maxPowerW }),
    quality: quality ?? 'missing',
    ...(trust === undefined ? {} : { trust }),
  };
}

function highestPower(readings: readonly Reading[]): number | undefined {
  let highest: number | undefined;
  for (const { interval } of readings) {
    if (interval.maxW === undefined || !carriesUse(interval.quality)) continue;
    highest = Math.max(highest ?? 0, interval.maxW);
  }
  return highest;
}

function uncovered(readings: readonly Reading[], bounds: Bounds): number {
  const spans = readings.map(({ interval }) => interval).sort((a, b) => a.start - b.start);
  let free = 0;
  let covered = bounds.start;
  for (const span of spans) {
    free += Math.max(0, span.start - covered);
    covered = Math.max(covered, Math.min(span.end, bounds.end));
  }
  return free + bounds.end - covered;
}
