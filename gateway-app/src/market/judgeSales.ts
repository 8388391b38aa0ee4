import {
  breachOfSale,
  fromAmount,
  random16Hex,
  type BreachEvidence,
  type DeliveryView,
} from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { chargedIntervals } from '../usage/chargedIntervals.js';
import { measureHome } from '../usage/measureHome.js';
import { requireReadings } from '../usage/requireReadings.js';

/** A home's sales of one resource in a period that is closed. */
export interface HomeSales {
  readonly homeId: string;
  readonly period: PeriodView;
  readonly resource: BreachEvidence['resource'];
  /** All of them, the oldest first. */
  readonly sales: readonly DeliveryView[];
  /** Accounts that the home's pseudonyms bought into: they count also where the home has not been told of them. */
  readonly bought: readonly string[];
}

/**
 * What shows for each of a home's sales whether the home used what it sold: its use as its bill counts it, against what all its
 * accounts hold now that the period is closed. Each gets a fresh salt.
 *
 * @throws CodedError PAYLOAD_MISSING.
 */
export function judgeSales(
  model: ReadModel,
  { homeId, period, resource, sales, bought }: HomeSales,
): BreachEvidence[] {
  requireReadings(model, homeId, period);
  const accountIds = [...new Set([...model.quota.quotaAccounts(homeId, period), ...bought])];
  const intervals = chargedIntervals(model, homeId, period);
  const measured = measureHome(model, accountIds, period, intervals, period).find(
    ({ use }) => use.resource === resource,
  );
  const lotSize = period.contracts.find((contract) => contract.resource === resource)?.lotSize;
  if (measured === undefined || lotSize === undefined)
    throw new Error(`nobody sells ${resource} that is not contracted`);
  const { use, quota: entitlement } = { use: measured.use.use, quota: measured.quota };
  let laterLots = sales.reduce((sum, sale) => sum + sale.lots, 0);
  return sales.map(({ auctionId, tag, lots: soldLots }) => {
    laterLots -= soldLots;
    const breachedLots = breachOfSale(
      { soldLots, laterLots },
      { use, entitlement, lotSize: BigInt(lotSize) },
    );
    return {
      version: 1,
      salt: random16Hex(),
      homeId,
      auctionId,
      tag,
      periodId: period.periodId,
      resource,
      use: fromAmount(use),
      entitlement: fromAmount(entitlement),
      lotSize,
      soldLots,
      laterLots,
      breachedLots,
    };
  });
}
