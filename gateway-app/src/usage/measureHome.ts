import {
  computeQuota,
  computeUse,
  type Bounds,
  type MeasuredQuota,
  type MeteredResource,
} from '@acequia/protocol';
import type { AcceptedInterval } from '../readModel/queries/ReadingQueries.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';

const METERED = ['energy', 'water'] as const satisfies readonly MeteredResource[];

/**
 * Use and quota of a home per metered resource.
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
    const readings = intervals
      .filter((interval) => interval.resource === resource)
      .map((interval) => ({ interval, trust: interval.trust }));
    return {
      use: computeUse(resource, readings, bounds),
      quota: computeQuota(resource, period.contracts, holdings, accountIds),
    };
  });
}
