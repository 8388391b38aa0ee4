import type { Flow, HomeReadings, MeteredResource, MeterReading } from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { AcceptedInterval } from '../readModel/queries/ReadingQueries.js';

/** What of a home's accepted intervals counts in a period, of one resource, by what was measured. */
export function homeReadings(
  period: PeriodView,
  intervals: readonly AcceptedInterval[],
  resource: MeteredResource,
): HomeReadings {
  const known = intervals.filter((interval) => isKnownIn(period, interval));
  return {
    consumption: readingsOf(known, resource, 'consumption'),
    production: readingsOf(known, resource, 'production'),
  };
}

/**
 * A meter of production that was enrolled when a period had been closed is paid nothing for it: else whoever enrols one could claim years
 * of sun in notes.
 */
function isKnownIn({ closedAt }: PeriodView, { flow, enrolledAt }: AcceptedInterval): boolean {
  return flow === 'consumption' || closedAt === undefined || enrolledAt <= closedAt;
}

function readingsOf(
  intervals: readonly AcceptedInterval[],
  resource: MeteredResource,
  flow: Flow,
): MeterReading[] {
  return intervals
    .filter((interval) => interval.resource === resource && interval.flow === flow)
    .map(({ trust, deviceId, isFirst, ...interval }) => ({
      interval,
      trust,
      deviceId,
      isFirst: isFirst === 1,
    }));
}
