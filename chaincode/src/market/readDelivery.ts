import { publicRecords, type DeliveryView } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/**
 * A delivery and what has come of it.
 *
 * @throws LedgerError DELIVERY_UNKNOWN.
 */
export async function readDelivery(
  auctionId: string,
  tag: string,
  state: LedgerReader,
): Promise<DeliveryView> {
  const key = [auctionId, tag];
  const delivery = await state.getRequired(publicRecords.delivery, key);
  const claim = await state.get(publicRecords.breachClaim, key);
  const dispute = await state.get(publicRecords.breachDispute, key);
  const decision = await state.get(publicRecords.breachDecision, key);
  const release = await state.get(publicRecords.deliveryRelease, key);
  return {
    ...delivery,
    ...(claim !== undefined && { claim }),
    ...(dispute !== undefined && { dispute }),
    ...(decision !== undefined && { decision }),
    ...(release !== undefined && { release }),
  };
}
