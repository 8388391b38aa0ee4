import { publicRecords, sequenceAttribute, type EpochView } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/**
 * An epoch of a home, and when it was revoked.
 *
 * @throws LedgerError EPOCH_UNKNOWN.
 */
export async function readEpoch(homeId: string, epoch: number, state: LedgerReader): Promise<EpochView> {
  const key = [homeId, sequenceAttribute(epoch)];
  const record = await state.getRequired(publicRecords.epoch, key);
  const revocation = await state.get(publicRecords.epochRevocation, key);
  return { ...record, ...(revocation !== undefined && { revokedAt: revocation.revokedAt }) };
}
