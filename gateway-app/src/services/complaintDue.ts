import { complaintCodeSchema, type ComplaintCode } from '@acequia/protocol';
import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';
import { isComplainedOf } from './isComplainedOf.js';
import type { ReviewTerms } from './ReviewTerms.js';

/** What the community has to complain of about a window; undefined when there is nothing, or it has done so. */
export function complaintDue(window: WindowRow, terms: ReviewTerms): ComplaintCode | undefined {
  if (window.verdict !== undefined || isComplainedOf(window)) return undefined;
  if (window.payload === 'sealed') return complaintCodeSchema.safeParse(window.fault).data;
  if (window.payload !== 'present') return undefined;
  if (window.extended === 'sealed') return complaintCodeSchema.safeParse(window.extendedFault).data;
  const isOverdue = window.extended === 'missing' && terms.now > window.submittedAt + terms.extendedWait;
  return isOverdue ? 'EXTENDED_WITHHELD' : undefined;
}
