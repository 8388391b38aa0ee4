import { CodedError, type Bounds } from '@acequia/protocol';
import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';

/**
 * All that was accepted of a home's readings of a span must be there: else their sum would be too low.
 *
 * @throws CodedError PAYLOAD_MISSING.
 */
export function requireReadings({ monitoring }: ReadModel, homeId: string, { start, end }: Bounds): void {
  if (!monitoring.windowsBetween(homeId, start, end).some(isUnreadable)) return;
  throw new CodedError('PAYLOAD_MISSING', `accepted readings of ${homeId} are not there or were erased`);
}

function isUnreadable({ verdict, payload }: WindowRow): boolean {
  return verdict === 'accepted' && payload !== 'present';
}
