import { fromAmount, slotsOverlap, type Contract, type Holding } from '@acequia/protocol';
import { QuotaError } from './QuotaError.js';

/**
 * Whether the holdings of a new period add up to its contracts (paper 000 Eq. 9).
 *
 * @throws QuotaError CONTRACT_DUPLICATE, HOLDING_DUPLICATE, CONTRACT_UNKNOWN, QUOTA_SUM_DIFFERS, SLOT_OVERLAP.
 * @throws CodedError AMOUNT_OVERFLOW when a contract exceeds 2^63 - 1 base units.
 */
export function checkLots(contracts: readonly Contract[], holdings: readonly Holding[]): void {
  const missing = new Map<string, number>();
  for (const { resource, lotSize, lots } of contracts) {
    if (missing.has(resource)) {
      throw new QuotaError('CONTRACT_DUPLICATE', `there are two contracts for ${resource}`);
    }
    fromAmount(BigInt(lotSize) * BigInt(lots));
    missing.set(resource, lots);
  }
  if (slotsOverlap(contracts.map(({ resource }) => resource))) {
    throw new QuotaError('SLOT_OVERLAP', 'two contracts of power are for the same hour');
  }
  const seen = new Set<string>();
  for (const { accountId, resource, lots } of holdings) {
    const left = missing.get(resource);
    if (left === undefined) {
      throw new QuotaError('CONTRACT_UNKNOWN', `there is no contract for ${resource}`);
    }
    if (seen.has(`${resource} ${accountId}`)) {
      throw new QuotaError('HOLDING_DUPLICATE', `an account is named twice for ${resource}`);
    }
    seen.add(`${resource} ${accountId}`);
    missing.set(resource, left - lots);
  }
  for (const [resource, left] of missing) {
    if (left === 0) continue;
    throw new QuotaError('QUOTA_SUM_DIFFERS', `the lots of ${resource} differ from the contract by ${left}`);
  }
}
