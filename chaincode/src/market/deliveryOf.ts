import { fromAmount, type AuctionRecord, type BidRecord, type DeliveryRecord } from '@acequia/protocol';

/**
 * What is kept of a sale until the breach evaluation: its proceeds, and the bond for the lots that were sold.
 *
 * @param unitPrice tokens (minor units) a lot.
 */
export function deliveryOf(
  { terms, periodEnd }: AuctionRecord,
  { auctionId, tag, keyHash, accountId }: BidRecord,
  lots: number,
  unitPrice: bigint,
): DeliveryRecord {
  return {
    auctionId,
    tag,
    keyHash,
    accountId,
    lots,
    unitPrice: fromAmount(unitPrice),
    proceeds: fromAmount(unitPrice * BigInt(lots)),
    bond: fromAmount(BigInt(terms.excessPrice) * BigInt(lots)),
    excessPrice: terms.excessPrice,
    depositRatioBp: terms.depositRatioBp,
    fund: terms.fund,
    periodEnd,
    claimEndsAt: periodEnd + terms.claimSeconds,
    disputeSeconds: terms.disputeSeconds,
  };
}
