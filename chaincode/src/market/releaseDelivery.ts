import { breachCharge, fromAmount, publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from '../token/index.js';
import { lotsInBreach } from './lotsInBreach.js';
import { MarketError } from './MarketError.js';
import { readDelivery } from './readDelivery.js';

/**
 * Pays a seller its proceeds and bond, less what a breach costs, once, by anybody (paper 000 Fig. 6, `ConfirmResourceExchange`).
 *
 * @throws MarketError DELIVERY_RELEASED, DELIVERY_HELD. @throws LedgerError DELIVERY_UNKNOWN.
 */
export async function releaseDelivery(
  tx: WriteTransaction,
  { auctionId, tag }: RequestOf<'market', 'releaseDelivery'>,
): Promise<void> {
  const { state, now } = tx;
  const delivery = await readDelivery(auctionId, tag, state);
  if (delivery.release !== undefined) {
    throw new MarketError('DELIVERY_RELEASED', 'the delivery has been paid out');
  }
  const breachedLots = lotsInBreach(delivery, now);
  const charge = breachCharge(delivery, breachedLots);
  const rest = BigInt(delivery.proceeds) + BigInt(delivery.bond) - charge;
  await state.put(publicRecords.deliveryRelease, [auctionId, tag], {
    breachedLots,
    charged: fromAmount(charge),
    paid: fromAmount(rest),
    at: now,
  });
  await credit(tx, delivery.accountId, 'delivery', rest);
  await credit(tx, delivery.fund, 'breach', charge);
}
