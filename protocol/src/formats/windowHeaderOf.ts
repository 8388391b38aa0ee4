import { CodedError, InputError } from '../errors.js';
import { decodeRecordHeader, deviceTag, type Dataset } from '../crypto/recordHeader.js';
import { parseWith } from '../parseWith.js';
import { windowHeaderSchema, type WindowHeader } from '../schemas/monitoring.js';

/**
 * A window's public header out of its sealed record.
 *
 * @throws CodedError RECORD_MALFORMED unless the record is of that dataset and device.
 */
export function windowHeaderOf(
  record: Uint8Array,
  deviceId: string,
  expected: Extract<Dataset, 'essential' | 'extended'> = 'essential',
): WindowHeader {
  const { dataset, deviceTag: tag, ...header } = decodeRecordHeader(record);
  if (dataset !== expected) throw malformed(`it is no ${expected} dataset`);
  if (tag !== deviceTag(deviceId)) throw malformed('it is of another device');
  try {
    return parseWith(windowHeaderSchema, { version: 2, deviceId, ...header });
  } catch (error) {
    if (error instanceof InputError) throw malformed(error.text);
    throw error;
  }
}

function malformed(reason: string): CodedError {
  return new CodedError('RECORD_MALFORMED', `the sealed record is malformed: ${reason}`);
}
