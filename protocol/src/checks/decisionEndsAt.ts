import type { DeliveryView } from '../schemas/deliveries.js';

const WEEK = 7 * 86_400;

/**
 * Until when an auditor decides a disputed claim: as long as the seller had to dispute it, and a week at least. Afterwards the claim
 * costs nothing, for who claims has to show it, and no sale's money may wait for ever.
 *
 * @returns ledger seconds.
 */
export function decisionEndsAt(
  dispute: NonNullable<DeliveryView['dispute']>,
  { disputeSeconds }: Pick<DeliveryView, 'disputeSeconds'>,
): number {
  return dispute.at + Math.max(disputeSeconds, WEEK);
}
