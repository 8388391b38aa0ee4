import { escrowHolder, toLedgerTime, type EntitlementStep, type QuotaResource } from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';

/**
 * What a home's accounts have held of power in the course of a period, in order of time. What a period is opened with counts from its
 * start. Lots in a bid are the seller's until the auction is settled: nobody else may use them, and most come back.
 *
 * @param accountIds all accounts that held the home's quota in the course of the period.
 */
export function powerEntitlement(
  { registry, quota, market }: ReadModel,
  accountIds: readonly string[],
  { periodId, start, contracts }: PeriodView,
  resource: QuotaResource,
): EntitlementStep[] {
  const contract = contracts.find((candidate) => candidate.resource === resource);
  const community = registry.community();
  if (contract === undefined || community === undefined) return [];
  const own = new Set(accountIds);
  for (const { auctionId, tag, quotaAccountId } of market.bids(periodId, resource)) {
    if (own.has(quotaAccountId)) own.add(escrowHolder(auctionId, tag));
  }
  const held = new Map<string, number>();
  const watts = new Map<number, bigint>();
  let from = start;
  let total = 0;
  for (const { accountId, lots, timeMs, isOpening } of quota.powerHoldings(periodId, resource)) {
    // The ledger's order counts, over all homes: the clock of who settled may be a minute behind that of who did something before.
    if (isOpening === 0) from = Math.max(from, toLedgerTime(community.clock, timeMs));
    if (!own.has(accountId)) continue;
    total += lots - (held.get(accountId) ?? 0);
    held.set(accountId, lots);
    watts.set(from, BigInt(total) * BigInt(contract.lotSize));
  }
  return [...watts].map(([since, each]) => ({ from: since, watts: each }));
}
