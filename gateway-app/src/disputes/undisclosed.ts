import type { DisclosureRecord } from '@acequia/protocol';
import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';

/**
 * Windows whose record's key the community has not disclosed: that of the record as it is now. What the home disclosed does not
 * count, for nobody but the auditor can tell whether that opens.
 */
export function undisclosed(
  windows: readonly WindowRow[],
  disclosures: readonly DisclosureRecord[],
): WindowRow[] {
  const known = new Set(
    disclosures
      .filter(({ disclosedBy }) => disclosedBy === 'operator')
      .map(({ deviceId, sequence, revision }) => `${deviceId}/${sequence}/${revision}`),
  );
  return windows.filter(
    ({ deviceId, sequence, revision }) => !known.has(`${deviceId}/${sequence}/${revision}`),
  );
}
