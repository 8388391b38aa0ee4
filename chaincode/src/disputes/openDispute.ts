import { publicRecords, sequenceAttribute, type DisputeSubject } from '@acequia/protocol';
import type { LedgerReader, RequestOf, WriteTransaction } from '../ledger/index.js';
import { DisputeError } from './DisputeError.js';
import { disputantOf } from './disputantOf.js';
import { readAuditor } from './readAuditor.js';

/**
 * Opens a dispute about a home's window or bill. The reason is for the auditor alone; the ledger keeps it sealed.
 *
 * @throws DisputeError SUBJECT_DIFFERS when the window or bill is another home's; and for the auditor as `readAuditor`.
 * @throws LedgerError WINDOW_UNKNOWN, BILL_UNKNOWN, DISPUTE_EXISTS.
 */
export async function openDispute(
  { state, now, caller, emit }: WriteTransaction,
  { disputeId, homeId, subject, auditor, reasonHash, sealedReason }: RequestOf<'disputes', 'openDispute'>,
): Promise<void> {
  if ((await homeOfSubject(subject, state)) !== homeId) {
    throw new DisputeError('SUBJECT_DIFFERS', `what the dispute is about is not of the home ${homeId}`);
  }
  await state.create(publicRecords.dispute, [disputeId], {
    disputeId,
    homeId,
    subject,
    openedBy: disputantOf(caller),
    auditor: await readAuditor(auditor, state),
    reasonHash,
    sealedReason,
    openedAt: now,
    status: 'open',
  });
  await state.create(publicRecords.homeDispute, [homeId, disputeId], { homeId, disputeId });
  emit('DisputeOpened', { disputeId });
}

async function homeOfSubject(subject: DisputeSubject, state: LedgerReader): Promise<string> {
  if (subject.kind === 'bill') return (await state.getRequired(publicRecords.bill, [subject.number])).homeId;
  const key = [subject.deviceId, sequenceAttribute(subject.sequence)];
  return (await state.getRequired(publicRecords.window, key)).header.homeId;
}
