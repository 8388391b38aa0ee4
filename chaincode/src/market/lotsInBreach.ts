import { decisionEndsAt, type DeliveryView } from '@acequia/protocol';
import { MarketError } from './MarketError.js';

/**
 * How many lots a seller is charged for, once that is certain: no claim came in time, or one did and was not disputed in time, or
 * an auditor has decided, or has not in time.
 *
 * @throws MarketError DELIVERY_HELD while it is not.
 */
export function lotsInBreach(delivery: DeliveryView, now: number): number {
  const { claim, dispute, decision, claimEndsAt, disputeSeconds } = delivery;
  if (claim === undefined) {
    if (now >= claimEndsAt) return 0;
    throw new MarketError('DELIVERY_HELD', 'a breach can be claimed still');
  }
  if (decision !== undefined) return decision.lots;
  if (dispute !== undefined) {
    if (now >= decisionEndsAt(dispute, delivery)) return 0;
    throw new MarketError('DELIVERY_HELD', 'an auditor has to decide the dispute');
  }
  if (now >= claim.at + disputeSeconds) return claim.lots;
  throw new MarketError('DELIVERY_HELD', 'the claim can be disputed still');
}
