import { random16Hex, slotOf, type BreachEvidence, type DeliveryView } from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { chargedIntervals } from '../usage/chargedIntervals.js';
import { measureHome } from '../usage/measureHome.js';
import { measurePower } from '../usage/measurePower.js';
import { requireReadings } from '../usage/requireReadings.js';
import { judgeAmount } from './judgeAmount.js';
import { judgePower } from './judgePower.js';
import type { SaleFinding } from './SaleFinding.js';

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
 * What shows for each of a home's sales whether the home used what it sold: its readings as its bill counts them, against what all its
 * accounts hold. Each gets a fresh salt.
 *
 * @throws CodedError PAYLOAD_MISSING.
 */
export function judgeSales(model: ReadModel, subject: HomeSales): BreachEvidence[] {
  const { homeId, period, resource } = subject;
  requireReadings(model, homeId, period);
  const lotSize = period.contracts.find((contract) => contract.resource === resource)?.lotSize;
  if (lotSize === undefined) throw new Error(`nobody sells ${resource} that is not contracted`);
  const { periodId } = period;
  return findBreaches(model, subject, BigInt(lotSize)).map((finding) => ({
    version: 1,
    salt: random16Hex(),
    homeId,
    periodId,
    resource,
    lotSize,
    ...finding,
  }));
}

function findBreaches(
  model: ReadModel,
  { homeId, period, resource, sales, bought }: HomeSales,
  lotSize: bigint,
): SaleFinding[] {
  const intervals = chargedIntervals(model, homeId, period);
  if (slotOf(resource) !== undefined) {
    const accountIds = [...model.quota.powerAccounts(homeId, period), ...bought];
    const [power] = measurePower(model, accountIds, period, intervals, [resource]);
    if (power === undefined) throw new Error(`${resource} is not measured`);
    const dated = sales.map((sale) => ({ ...sale, settledAt: settledAt(model, sale.auctionId) }));
    return judgePower(dated, { ...power, lotSize });
  }
  const accountIds = [...new Set([...model.quota.quotaAccounts(homeId, period), ...bought])];
  const measured = measureHome(model, accountIds, period, intervals, period).find(
    ({ use }) => use.resource === resource,
  );
  if (measured === undefined) throw new Error(`${resource} is not measured`);
  return judgeAmount(sales, { use: measured.use.use, entitlement: measured.quota, lotSize });
}

function settledAt({ market }: ReadModel, auctionId: string): number {
  const settlement = market.auction(auctionId)?.settlement;
  if (settlement === undefined) throw new Error(`nothing is delivered of ${auctionId}, which is not settled`);
  return settlement.settledAt;
}
