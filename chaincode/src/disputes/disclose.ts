import { publicRecords, sequenceAttribute, type DisputeRecord } from '@acequia/protocol';
import type { LedgerReader, RequestOf, WriteTransaction } from '../ledger/index.js';
import { checkReveal } from '../monitoring/index.js';
import { DisputeError } from './DisputeError.js';
import { disputantOf } from './disputantOf.js';
import { disputedWindows } from './disputedWindows.js';

/**
 * Discloses the keys of disputed windows to the auditor. Each is checked against its window's commitment; whether the sealed
 * one is the same only the auditor sees. Each side has a place of its own and may fill it again, so that nobody can spoil
 * what the other discloses, and a window that was sealed again, or an auditor's new key, can follow.
 *
 * @throws DisputeError DISPUTE_DECIDED, WINDOW_NOT_DISPUTED, REVEAL_MISMATCH, AUDITOR_KEY_UNKNOWN, AUDITOR_KEY_DESTROYED.
 * @throws MonitoringError REVEAL_MISMATCH. @throws LedgerError DISPUTE_UNKNOWN, WINDOW_UNKNOWN, RECORD_REUSED for a window
 * named twice.
 */
export async function disclose(
  { state, now, caller, privateState, emit }: WriteTransaction,
  { disputeId, auditorKeyVersion, disclosures }: RequestOf<'disputes', 'disclose'>,
  { deks }: { readonly deks: readonly string[] },
): Promise<void> {
  const dispute = await state.getRequired(publicRecords.dispute, [disputeId]);
  if (dispute.status !== 'open') {
    throw new DisputeError('DISPUTE_DECIDED', `nothing is disclosed in ${disputeId} any more: it is decided`);
  }
  await privateState(dispute.homeId).confine();
  if (deks.length !== disclosures.length)
    throw new DisputeError('REVEAL_MISMATCH', 'each disclosure has one key');
  await checkAuditorKey(dispute, auditorKeyVersion, state);
  const isDisputed = await disputedWindows(dispute, state);
  const disclosedBy = disputantOf(caller);
  for (const [index, { deviceId, sequence, sealedDek }] of disclosures.entries()) {
    const window = await state.getRequired(publicRecords.window, [deviceId, sequenceAttribute(sequence)]);
    if (!isDisputed(window.header)) {
      throw new DisputeError(
        'WINDOW_NOT_DISPUTED',
        `${disputeId} is not about window ${deviceId} ${sequence}`,
      );
    }
    checkReveal(window, deks[index] ?? '');
    const key = [disputeId, deviceId, sequenceAttribute(sequence), disclosedBy];
    await state.put(publicRecords.disclosure, key, {
      disputeId,
      deviceId,
      sequence,
      revision: window.revision,
      auditorKeyVersion,
      sealedDek,
      disclosedBy,
      disclosedAt: now,
    });
  }
  emit('RecordsDisclosed', { disputeId });
}

async function checkAuditorKey(
  { auditor }: DisputeRecord,
  version: number,
  state: LedgerReader,
): Promise<void> {
  const key = await state.get(publicRecords.operationKey, [auditor.owner, sequenceAttribute(version)]);
  if (key === undefined) {
    throw new DisputeError('AUDITOR_KEY_UNKNOWN', `the auditor has published no operation key ${version}`);
  }
  if (key.destroyedAt !== undefined) {
    throw new DisputeError('AUDITOR_KEY_DESTROYED', `the auditor has destroyed the operation key ${version}`);
  }
}
