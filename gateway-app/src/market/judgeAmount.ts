import { breachOfSale, fromAmount, type DeliveryView, type MeasuredPeriod } from '@acequia/protocol';
import type { SaleFinding } from './SaleFinding.js';

/**
 * Whether a home used what it sold of an amount: its use in the period as its bill counts it, against what all its accounts held at the end.
 *
 * @param sales all of the home's of the resource, the oldest first.
 */
export function judgeAmount(
  sales: readonly Pick<DeliveryView, 'auctionId' | 'tag' | 'lots'>[],
  measured: MeasuredPeriod,
): SaleFinding[] {
  let laterLots = sales.reduce((sum, { lots }) => sum + lots, 0);
  return sales.map(({ auctionId, tag, lots: soldLots }) => {
    laterLots -= soldLots;
    return {
      auctionId,
      tag,
      use: fromAmount(measured.use),
      entitlement: fromAmount(measured.entitlement),
      soldLots,
      laterLots,
      breachedLots: breachOfSale({ soldLots, laterLots }, measured),
    };
  });
}
