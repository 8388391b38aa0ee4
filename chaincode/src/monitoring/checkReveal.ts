import { encodeRecordHeader, recordCommitment, recordHeaderOf, type WindowRecord } from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';

/**
 * Whether a revealed key is the one that a window's sealed E commits to (DESIGN §7). What it opens is not looked at here.
 *
 * @param dek 32 bytes in hex.
 * @throws MonitoringError REVEAL_MISMATCH, which never repeats the key.
 */
export function checkReveal(
  { header, commitment }: Pick<WindowRecord, 'header' | 'commitment'>,
  dek: string,
): void {
  const headerBytes = encodeRecordHeader(recordHeaderOf(header, 'essential'));
  if (recordCommitment(Buffer.from(dek, 'hex'), headerBytes).toString('hex') === commitment) return;
  throw new MonitoringError(
    'REVEAL_MISMATCH',
    `the key is not the one that window ${header.deviceId} ${header.sequence} commits to`,
  );
}
