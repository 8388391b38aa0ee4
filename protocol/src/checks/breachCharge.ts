import type { DeliveryRecord } from '../schemas/deliveries.js';

/**
 * The penalty of paper 000 Fig. 6 for lots that a seller sold and used: the excess price and S times the unit price for each,
 * rounded up. It is never more than proceeds and bond: the bond is the excess price a lot, and S is at most one.
 */
export function breachCharge(
  {
    excessPrice,
    depositRatioBp,
    unitPrice,
  }: Pick<DeliveryRecord, 'excessPrice' | 'depositRatioBp' | 'unitPrice'>,
  breachedLots: number,
): bigint {
  const lots = BigInt(breachedLots);
  const share = (BigInt(depositRatioBp) * BigInt(unitPrice) * lots + 9999n) / 10_000n;
  return BigInt(excessPrice) * lots + share;
}
