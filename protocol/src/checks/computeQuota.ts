import type { MeteredResource } from '../schemas/primitives.js';
import type { Contract, Holding } from '../schemas/quota.js';

/**
 * A home's quota of one resource in a period: the lots that its accounts hold together times the contract's lot size, in
 * base units. Nothing contracted or held is a quota of nothing.
 */
export function computeQuota(
  resource: MeteredResource,
  contracts: readonly Contract[],
  holdings: readonly Holding[],
  accountIds: readonly string[],
): bigint {
  const contract = contracts.find((candidate) => candidate.resource === resource);
  if (contract === undefined) return 0n;
  const lots = holdings
    .filter((holding) => holding.resource === resource && accountIds.includes(holding.accountId))
    .reduce((sum, holding) => sum + BigInt(holding.lots), 0n);
  return lots * BigInt(contract.lotSize);
}
