import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { MarketError } from './MarketError.js';
import { refuseReleased } from './refuseReleased.js';

/**
 * Disputes a claim, by the seller: an auditor decides it then.
 *
 * @throws MarketError SELLER_DENIED, DELIVERY_RELEASED, DISPUTE_LATE. @throws LedgerError DELIVERY_UNKNOWN, BREACH_CLAIM_UNKNOWN, BREACH_DISPUTE_EXISTS.
 */
export async function disputeBreach(
  { caller, state, now, emit }: WriteTransaction,
  { auctionId, tag }: RequestOf<'market', 'disputeBreach'>,
): Promise<void> {
  const { keyHash, disputeSeconds } = await state.getRequired(publicRecords.delivery, [auctionId, tag]);
  const claim = await state.getRequired(publicRecords.breachClaim, [auctionId, tag]);
  if (caller.keyHash !== keyHash) throw new MarketError('SELLER_DENIED', 'only the seller disputes a claim');
  await refuseReleased(auctionId, tag, state);
  if (now >= claim.at + disputeSeconds) {
    throw new MarketError('DISPUTE_LATE', 'the time to dispute the claim is over');
  }
  await state.create(publicRecords.breachDispute, [auctionId, tag], { at: now });
  emit('BreachDisputed', { auctionId, tag });
}
