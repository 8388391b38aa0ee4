import {
  BASE_UNIT,
  fromAmount,
  productionAmounts,
  type BaseUnit,
  type BillProduction,
  type MeasuredQuota,
  type MeteredResource,
  type Quality,
  type TrustGrade,
} from '@acequia/protocol';
import type { ApiContext } from '../ApiContext.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { countedIntervals } from '../usage/countedIntervals.js';
import { measureHome } from '../usage/measureHome.js';

/** Use against quota of one resource. Amounts are decimal strings in `unit`. */
export interface ResourceUseView {
  readonly resource: MeteredResource;
  readonly unit: BaseUnit;
  readonly use: string;
  /** Absent, with the excess, while the home's quota accounts are not known. */
  readonly quota?: string;
  readonly excess?: string;
  readonly intervals: Readonly<Record<Quality, number>>;
  /** Seconds so far that no interval covers. */
  readonly uncoveredSeconds: number;
  readonly maxPowerW?: number;
  readonly quality: Quality;
  readonly trust?: TrustGrade;
  /** Of a home that produces; `use` is then `drawn` less `netted`. */
  readonly production?: BillProduction;
}

/** A home's use in a period, so far. */
export interface UseView {
  readonly homeId: string;
  readonly periodId: string;
  readonly start: number;
  readonly end: number;
  readonly closedAt?: number;
  readonly resources: readonly ResourceUseView[];
}

export function presentUse(
  { model, now }: Pick<ApiContext, 'model' | 'now'>,
  homeId: string,
  period: PeriodView,
): UseView {
  const { periodId, start, end, closedAt } = period;
  const community = model.registry.community();
  const time = community === undefined ? end : now(community);
  const accountIds = model.quota.quotaAccounts(homeId, period);
  const soFar = { start, end: Math.max(start, Math.min(end, time)) };
  const accepted = countedIntervals(model, homeId, { start, end });
  // Windows may reach a little beyond now; they count.
  const reach = accepted.reduce((latest, interval) => Math.max(latest, interval.end), soFar.end);
  const bounds = { start, end: Math.min(end, reach) };
  return {
    homeId,
    periodId,
    start,
    end,
    ...(closedAt === undefined ? {} : { closedAt }),
    resources: measureHome(model, accountIds, period, accepted, bounds).map((entry) =>
      presentResource(entry, accountIds.length > 0),
    ),
  };
}

function presentResource({ use, quota, asLots }: MeasuredQuota, hasAccount: boolean): ResourceUseView {
  const { resource, maxPowerW, trust, production } = use;
  const excess = use.use > quota ? use.use - quota : 0n;
  return {
    resource,
    unit: BASE_UNIT[resource],
    use: fromAmount(use.use),
    ...(hasAccount ? { quota: fromAmount(quota), excess: fromAmount(excess) } : {}),
    intervals: use.intervals,
    uncoveredSeconds: use.uncoveredSeconds,
    ...(maxPowerW === undefined ? {} : { maxPowerW }),
    quality: use.quality,
    ...(trust === undefined ? {} : { trust }),
    ...(production === undefined ? {} : { production: productionAmounts(production, asLots) }),
  };
}
