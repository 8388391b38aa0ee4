import { publicRecords, type BillRecord, type DisputeRecord } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { DisputeError } from './DisputeError.js';

/**
 * Closes a dispute after its finding, with the credit or debit note that followed, if any did.
 *
 * @throws DisputeError FINDING_MISSING, DISPUTE_CLOSED; NOTE_DIFFERS for a bill, a note of another home, or one that
 * corrects another bill than the disputed one. @throws LedgerError DISPUTE_UNKNOWN, BILL_UNKNOWN.
 */
export async function closeDispute(
  { state, now, emit }: WriteTransaction,
  { disputeId, note }: RequestOf<'disputes', 'closeDispute'>,
): Promise<void> {
  const dispute = await state.getRequired(publicRecords.dispute, [disputeId]);
  if (dispute.status === 'open') {
    throw new DisputeError('FINDING_MISSING', `the auditor has not decided ${disputeId} yet`);
  }
  if (dispute.status === 'closed') throw new DisputeError('DISPUTE_CLOSED', `${disputeId} is closed already`);
  if (note !== undefined) checkNote(await state.getRequired(publicRecords.bill, [note]), dispute);
  await state.put(publicRecords.dispute, [disputeId], {
    ...dispute,
    status: 'closed',
    ...(note !== undefined && { note }),
    closedAt: now,
  });
  emit('DisputeClosed', { disputeId });
}

function checkNote(note: BillRecord, { disputeId, homeId, subject }: DisputeRecord): void {
  const isNote = note.kind !== 'bill' && note.homeId === homeId;
  if (isNote && (subject.kind === 'window' || note.corrects === subject.number)) return;
  throw new DisputeError('NOTE_DIFFERS', `${note.number} is not a note that follows from ${disputeId}`);
}
