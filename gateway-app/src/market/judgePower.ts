import {
  breachOfPower,
  fromAmount,
  type DeliveryView,
  type MeasuredPower,
  type PowerSale,
} from '@acequia/protocol';
import type { SaleFinding } from './SaleFinding.js';

/**
 * Whether a home drew power that it had sold: the interval after each sale that tells most.
 *
 * @param sales all of the home's of the resource, the oldest first.
 */
export function judgePower(
  sales: readonly (Pick<DeliveryView, 'auctionId' | 'tag'> & PowerSale)[],
  measured: MeasuredPower,
): SaleFinding[] {
  return sales.map((sale, place) => {
    const { use, entitlement, ...rest } = breachOfPower(sale, sales.slice(place + 1), measured);
    const { auctionId, tag, lots: soldLots } = sale;
    return { auctionId, tag, use: fromAmount(use), entitlement: fromAmount(entitlement), soldLots, ...rest };
  });
}
