import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { DisputeError } from './DisputeError.js';

/**
 * Takes the auditor's finding, once. The transaction bears the auditor's signature, and the finding's words are for home and
 * community alone.
 *
 * @throws DisputeError AUDITOR_DIFFERS, DISPUTE_DECIDED. @throws LedgerError DISPUTE_UNKNOWN.
 */
export async function recordFinding(
  { state, now, caller, emit }: WriteTransaction,
  request: RequestOf<'disputes', 'recordFinding'>,
): Promise<void> {
  const { disputeId, outcome, findingHash, sealedForHome, sealedForCommunity } = request;
  const dispute = await state.getRequired(publicRecords.dispute, [disputeId]);
  const { mspId, keyHash } = dispute.auditor;
  if (caller.mspId !== mspId || caller.keyHash !== keyHash) {
    throw new DisputeError('AUDITOR_DIFFERS', `another auditor decides ${disputeId}`);
  }
  if (dispute.status !== 'open') throw new DisputeError('DISPUTE_DECIDED', `${disputeId} is decided already`);
  await state.put(publicRecords.dispute, [disputeId], {
    ...dispute,
    status: 'found',
    finding: { outcome, findingHash, sealedForHome, sealedForCommunity, foundAt: now },
  });
  emit('FindingRecorded', { disputeId });
}
