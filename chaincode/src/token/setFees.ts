import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { requireTokenOwner } from './requireTokenOwner.js';

/**
 * Sets what transfers cost, and the share of it that may be paid out as rewards.
 *
 * @throws TokenError OWNER_DENIED. @throws LedgerError TOKEN_UNKNOWN.
 */
export async function setFees(
  tx: WriteTransaction,
  { transferFeeBp, rewardBp }: RequestOf<'token', 'setFees'>,
): Promise<void> {
  await requireTokenOwner(tx);
  await tx.state.put(publicRecords.fees, [], { transferFeeBp, rewardBp });
}
