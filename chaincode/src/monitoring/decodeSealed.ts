import { MonitoringError } from './MonitoringError.js';

/**
 * The bytes of a sealed record.
 *
 * @param text base64; only the one text that encodes the bytes, so that what was hashed and signed is what is stored.
 * @throws MonitoringError RECORD_MALFORMED.
 */
export function decodeSealed(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  // Records are up to a megabyte: length and last group together tell as much as encoding all of it again.
  const last = bytes.subarray(bytes.length - (bytes.length % 3 || 3)).toString('base64');
  if (text.length === 4 * Math.ceil(bytes.length / 3) && text.endsWith(last)) return bytes;
  throw new MonitoringError(
    'RECORD_MALFORMED',
    'the sealed record is malformed: it is not in canonical base64',
  );
}
