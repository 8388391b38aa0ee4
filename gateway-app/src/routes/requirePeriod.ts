import type { ApiContext } from '../ApiContext.js';
import { ApiError } from '../ApiError.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';

/**
 * The period with this id or, without one, the period of now: the last that has started.
 *
 * @throws ApiError 404 PERIOD_UNKNOWN.
 */
export function requirePeriod({ model, now }: ApiContext, periodId?: string): PeriodView {
  const community = model.registry.community();
  const current = (): PeriodView | undefined =>
    community === undefined ? undefined : model.quota.periodAt(now(community));
  const period = periodId === undefined ? current() : model.quota.period(periodId);
  if (period !== undefined) return period;
  throw new ApiError(
    404,
    'PERIOD_UNKNOWN',
    periodId === undefined ? 'no period has started yet' : `there is no period ${periodId}`,
  );
}
