import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { MarketError } from './MarketError.js';
import { refuseReleased } from './refuseReleased.js';

/**
 * Says, for the community, that a seller used lots that it had sold: min(sold, use − remaining entitlement), which is computed from
 * sealed readings off the ledger. A salted hash of what shows it stands for it. Once a delivery.
 *
 * @throws MarketError CLAIM_EARLY, CLAIM_LATE, DELIVERY_RELEASED, BREACH_EXCEEDS. @throws LedgerError DELIVERY_UNKNOWN, BREACH_CLAIM_EXISTS.
 */
export async function claimBreach(
  { state, now, emit }: WriteTransaction,
  { auctionId, tag, lots, evidenceHash }: RequestOf<'market', 'claimBreach'>,
): Promise<void> {
  const delivery = await state.getRequired(publicRecords.delivery, [auctionId, tag]);
  if (now < delivery.periodEnd) {
    throw new MarketError('CLAIM_EARLY', 'what was used is known when the period is over');
  }
  await refuseReleased(auctionId, tag, state);
  if (now >= delivery.claimEndsAt) throw new MarketError('CLAIM_LATE', 'the time for claims is over');
  if (lots > delivery.lots) throw new MarketError('BREACH_EXCEEDS', `only ${delivery.lots} lots were sold`);
  await state.create(publicRecords.breachClaim, [auctionId, tag], { lots, evidenceHash, at: now });
  emit('BreachClaimed', { auctionId, tag });
}
