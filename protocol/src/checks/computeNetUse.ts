import type { MeteredResource, TrustGrade } from '../schemas/primitives.js';
import { computeUse, type ResourceProduction, type ResourceUse } from './computeUse.js';
import { leastReliable } from './leastReliable.js';
import type { MeterReading } from './MeterReading.js';
import { netIntervals } from './netIntervals.js';
import type { Bounds } from './periodBounds.js';
import { weakestTrust } from './weakestTrust.js';

/** A home's accepted intervals of one resource, each once, in any order. */
export interface HomeReadings {
  readonly consumption: readonly MeterReading[];
  /** Empty of a home that produces nothing. */
  readonly production: readonly MeterReading[];
}

/**
 * What a home used of a resource in a span, less what it used of its own production: `computeUse` of both meters, and
 * `netIntervals` between them. The highest power stays the consumption meter's. Without production readings it is `computeUse`.
 *
 * @param readings those that start outside of `bounds` are left out.
 */
export function computeNetUse(
  resource: MeteredResource,
  { consumption, production }: HomeReadings,
  bounds: Bounds,
): ResourceUse {
  const drawn = computeUse(resource, consumption, bounds);
  const made = production.filter(startsIn(bounds));
  if (made.length === 0) return drawn;
  const { netted, surplus, unmatched } = netIntervals(consumption.filter(startsIn(bounds)), made);
  const { intervals, uncoveredSeconds, ...sum } = computeUse(resource, made, bounds);
  const both = reliabilityOf(drawn, sum);
  const own: ResourceProduction = {
    drawn: drawn.use,
    produced: netted + surplus + unmatched,
    netted,
    surplus,
    unmatched,
    intervals,
    uncoveredSeconds,
    ...both,
  };
  return { ...drawn, use: drawn.use - netted, ...(netted > 0n ? both : {}), production: own };
}

function startsIn({ start, end }: Bounds): (reading: MeterReading) => boolean {
  return ({ interval }) => interval.start >= start && interval.start < end;
}

type Reliability = Pick<ResourceUse, 'quality' | 'trust'>;

/** What rests on two meters is as reliable as the less reliable one. */
function reliabilityOf(one: Reliability, other: Reliability): Reliability {
  const grades: TrustGrade[] = [one.trust ?? [], other.trust ?? []].flat();
  const trust = weakestTrust(grades);
  return { quality: leastReliable(one.quality, other.quality), ...(trust === undefined ? {} : { trust }) };
}
