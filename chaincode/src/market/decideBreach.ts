import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { MarketError } from './MarketError.js';

/**
 * Decides a disputed claim, by an auditor, once: how many of the claimed lots the seller used.
 *
 * @throws MarketError BREACH_EXCEEDS. @throws LedgerError BREACH_CLAIM_UNKNOWN, BREACH_DISPUTE_UNKNOWN, BREACH_DECISION_EXISTS.
 */
export async function decideBreach(
  { state, now }: WriteTransaction,
  { auctionId, tag, lots }: RequestOf<'market', 'decideBreach'>,
): Promise<void> {
  const claim = await state.getRequired(publicRecords.breachClaim, [auctionId, tag]);
  await state.getRequired(publicRecords.breachDispute, [auctionId, tag]);
  if (lots > claim.lots) throw new MarketError('BREACH_EXCEEDS', `only ${claim.lots} lots were claimed`);
  await state.create(publicRecords.breachDecision, [auctionId, tag], { lots, at: now });
}
