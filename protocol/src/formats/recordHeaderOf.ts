import { deviceTag, type Dataset, type RecordHeader } from '../crypto/recordHeader.js';
import type { WindowHeader } from '../schemas/monitoring.js';

/** The header of a window's sealed record. */
export function recordHeaderOf(header: WindowHeader, dataset: Dataset): RecordHeader {
  const { homeId, deviceId, epoch, sequence, start, end, salt } = header;
  return { dataset, homeId, deviceTag: deviceTag(deviceId), epoch, sequence, start, end, salt };
}
