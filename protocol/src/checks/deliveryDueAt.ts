import type { DeliveryView } from '../schemas/deliveries.js';
import { decisionEndsAt } from './decisionEndsAt.js';

/**
 * From when on a delivery can be paid out: when it can no longer be claimed, when its claim can no longer be disputed, or when an
 * auditor has decided or has had the time for it.
 *
 * @returns ledger seconds; undefined when it has been paid out.
 */
export function deliveryDueAt(delivery: DeliveryView): number | undefined {
  const { claim, dispute, decision, release, claimEndsAt, disputeSeconds } = delivery;
  if (release !== undefined) return undefined;
  if (claim === undefined) return claimEndsAt;
  if (decision !== undefined) return decision.at;
  return dispute === undefined ? claim.at + disputeSeconds : decisionEndsAt(dispute, delivery);
}
