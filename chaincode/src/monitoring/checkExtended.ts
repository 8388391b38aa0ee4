import { hashCanonical, parseRecord, sha256Hex, windowHeaderOf } from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';
import type { SealedWindow } from './SealedWindow.js';

/**
 * Whether a sealed X is the one that its window was signed with, and is of the same home, device, epoch, sequence and time.
 *
 * @returns the sealed X.
 * @throws MonitoringError PAYLOAD_MISMATCH. @throws CodedError RECORD_MALFORMED.
 */
export function checkExtended({ signed, header }: SealedWindow, extended: string | undefined): string {
  const words = `window ${header.deviceId} ${header.sequence}`;
  const bytes = extended === undefined ? undefined : Buffer.from(extended, 'base64');
  if (extended === undefined || bytes === undefined || sha256Hex(bytes) !== signed.extendedHash) {
    throw new MonitoringError(
      'PAYLOAD_MISMATCH',
      `${words} does not have the extended record that it states`,
    );
  }
  parseRecord(bytes);
  const { salt } = header;
  const other = { ...windowHeaderOf(bytes, header.deviceId, 'extended'), salt };
  if (hashCanonical(other) === hashCanonical(header)) return extended;
  throw new MonitoringError('PAYLOAD_MISMATCH', `the extended record of ${words} has another header`);
}
