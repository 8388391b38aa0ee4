import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';

/** Whether the community has complained of a window's present revision. */
export function isComplainedOf({ revision, complaintRevision }: WindowRow): boolean {
  return complaintRevision === revision;
}
