import {
  computeNetUse,
  computeQuota,
  type Bounds,
  type MeasuredQuota,
  type MeteredResource,
} from '@acequia/protocol';
import type { AcceptedInterval } from '../readModel/queries/ReadingQueries.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { homeReadings } from './homeReadings.js';

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
  return METERED.map((resource) => ({
    use: computeNetUse(resource, homeReadings(period, intervals, resource), bounds),
    quota: computeQuota(resource, period.contracts, holdings, accountIds),
    ...asLots(model, accountIds, period, resource),
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
