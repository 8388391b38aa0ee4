import type { QuotaResource } from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import type { Coin } from './chooseCoin.js';

/** What a home's accounts beside its main one hold of a resource in a period. */
export function coinsOfHome(
  { quota }: ReadModel,
  homeId: string,
  period: PeriodView,
  resource: QuotaResource,
): readonly Coin[] {
  const [, ...coins] = quota.quotaAccounts(homeId, period);
  // By account: all that is held would be read for every home that hears of an auction.
  return coins.flatMap((accountId) => {
    const lots = quota.heldLots(period.periodId, resource, accountId);
    return lots === undefined ? [] : [{ accountId, lots }];
  });
}
