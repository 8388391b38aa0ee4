import type { Resource } from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import type { Coin } from './chooseCoin.js';

/** What a home's accounts beside its main one hold of a resource in a period. */
export function coinsOfHome(
  { quota }: ReadModel,
  homeId: string,
  period: PeriodView,
  resource: Resource,
): readonly Coin[] {
  const [, ...coins] = quota.quotaAccounts(homeId, period);
  return quota
    .holdings(period.periodId)
    .filter((holding) => holding.resource === resource && coins.includes(holding.accountId));
}
