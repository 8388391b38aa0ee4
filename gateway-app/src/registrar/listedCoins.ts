import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import type { Pseudonyms } from './Pseudonyms.js';

/**
 * The accounts that belong into a home's list beside its main one: those that the operator assigned, and those that its pseudonyms
 * buy into in periods that are not closed. What was bought in one that is closed counts by the list of its time, which the read model
 * keeps. There may be more than a list takes (`MAX_COINS`).
 *
 * @param period one that is not closed.
 */
export function listedCoins(
  { quota, market }: ReadModel,
  pseudonyms: Pick<Pseudonyms, 'bought'>,
  homeId: string,
  period: PeriodView,
): readonly string[] {
  const [, ...assigned] = quota.quotaAccounts(homeId, period);
  const bought = pseudonyms.bought(homeId);
  const open = quota.periods().filter(({ closedAt }) => closedAt === undefined);
  const openIds = new Set(open.map(({ periodId }) => periodId));
  // One that was asked for in an earlier period may buy in a later one.
  const inUse = new Set(open.flatMap(({ periodId }) => market.boughtInto(periodId)));
  const over = new Set(
    bought
      .filter(({ quotaAccountId, periodId }) => !openIds.has(periodId) && !inUse.has(quotaAccountId))
      .map(({ quotaAccountId }) => quotaAccountId),
  );
  const all = new Set([...assigned, ...bought.map(({ quotaAccountId }) => quotaAccountId)]);
  return [...all].filter((accountId) => !over.has(accountId));
}
