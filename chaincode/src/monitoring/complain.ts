import { publicRecords, sequenceAttribute } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { readUndecided } from './readUndecided.js';
import { MonitoringError } from './MonitoringError.js';

/**
 * Records that the community cannot read windows of a home, once a revision. The home seals them again, or reveals their
 * keys (DESIGN §7).
 *
 * @throws MonitoringError COMPLAINTS_MIXED, DECISION_EXISTS, COMPLAINT_STANDS. @throws LedgerError WINDOW_UNKNOWN.
 */
export async function complain(
  { state, now, emit }: WriteTransaction,
  { complaints }: RequestOf<'monitoring', 'complain'>,
): Promise<void> {
  let complained: string | undefined;
  for (const { deviceId, sequence, code } of complaints) {
    const { header, revision } = await readUndecided(deviceId, sequence, state);
    const { homeId } = header;
    if (complained !== undefined && complained !== homeId) {
      throw new MonitoringError('COMPLAINTS_MIXED', 'the complaints of one transaction are of one home');
    }
    complained = homeId;
    const key = [homeId, deviceId, sequenceAttribute(sequence)];
    if ((await state.get(publicRecords.complaint, key))?.revision === revision) {
      throw new MonitoringError(
        'COMPLAINT_STANDS',
        `a complaint about window ${deviceId} ${sequence} stands`,
      );
    }
    const complaint = { homeId, deviceId, sequence, revision, code, complainedAt: now };
    await state.put(publicRecords.complaint, key, complaint);
  }
  if (complained !== undefined) emit('Complained', { homeId: complained });
}
