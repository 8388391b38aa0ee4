import type { DisclosureRecord } from '@acequia/protocol';
import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';

/** Windows whose record's key nobody has disclosed: that of the record as it is now. */
export function undisclosed(
  windows: readonly WindowRow[],
  disclosures: readonly DisclosureRecord[],
): WindowRow[] {
  const known = new Set(
    disclosures.map(({ deviceId, sequence, revision }) => `${deviceId}/${sequence}/${revision}`),
  );
  return windows.filter(
    ({ deviceId, sequence, revision }) => !known.has(`${deviceId}/${sequence}/${revision}`),
  );
}
