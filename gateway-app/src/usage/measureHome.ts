import {
  computeNetUse,
  computeQuota,
  type Bounds,
  type Flow,
  type MeasuredQuota,
  type MeterReading,
  type MeteredResource,
} from '@acequia/protocol';
import type { AcceptedInterval } from '../readModel/queries/ReadingQueries.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';

const METERED = ['energy', 'water'] as const satisfies readonly MeteredResource[];

/**
 * Use and quota of a home per metered resource; its use is what its own production leaves of it.
 *
 * @param accountIds the accounts that hold the home's quota in the period.
 * @param intervals accepted intervals; those that start outside of `bounds` are left out.
 */
export function measureHome(
  model: ReadModel,
  accountIds: readonly string[],
  period: PeriodView,
  intervals: readonly AcceptedInterval[],
  bounds: Bounds,
): MeasuredQuota[] {
  const holdings = model.quota.holdings(period.periodId);
  return METERED.map((resource) => {
    const of = (flow: Flow): MeterReading[] =>
      readingsOf(
        intervals.filter((interval) => isKnownIn(period, interval)),
        resource,
        flow,
      );
    const readings = { consumption: of('consumption'), production: of('production') };
    return {
      use: computeNetUse(resource, readings, bounds),
      quota: computeQuota(resource, period.contracts, holdings, accountIds),
      ...asLots(model, accountIds, period, resource),
    };
  });
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

/** What of the home's surplus became lots of its own. */
function asLots(
  model: ReadModel,
  accountIds: readonly string[],
  { periodId, contracts }: PeriodView,
  resource: MeteredResource,
): Pick<MeasuredQuota, 'asLots'> {
  const contract = contracts.find((candidate) => candidate.resource === resource);
  const lots = resource === 'energy' ? model.quota.producedLots(periodId, accountIds) : 0;
  return contract === undefined || lots === 0 ? {} : { asLots: BigInt(lots) * BigInt(contract.lotSize) };
}
