import { decisionEndsAt, publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { MarketError } from './MarketError.js';
import { refuseReleased } from './refuseReleased.js';

/**
 * Decides a disputed claim, by an auditor, once and in time: how many of the claimed lots the seller used.
 *
 * @throws MarketError BREACH_EXCEEDS, DECISION_LATE, DELIVERY_RELEASED. @throws LedgerError BREACH_CLAIM_UNKNOWN, BREACH_DISPUTE_UNKNOWN, BREACH_DECISION_EXISTS.
 */
export async function decideBreach(
  { state, now }: WriteTransaction,
  { auctionId, tag, lots }: RequestOf<'market', 'decideBreach'>,
): Promise<void> {
  const claim = await state.getRequired(publicRecords.breachClaim, [auctionId, tag]);
  const dispute = await state.getRequired(publicRecords.breachDispute, [auctionId, tag]);
  const delivery = await state.getRequired(publicRecords.delivery, [auctionId, tag]);
  await refuseReleased(auctionId, tag, state);
  if (now >= decisionEndsAt(dispute, delivery)) {
    throw new MarketError('DECISION_LATE', 'the time to decide the dispute is over');
  }
  if (lots > claim.lots) throw new MarketError('BREACH_EXCEEDS', `only ${claim.lots} lots were claimed`);
  await state.create(publicRecords.breachDecision, [auctionId, tag], { lots, at: now });
}
