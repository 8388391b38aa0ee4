import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';
import { isComplainedOf } from './isComplainedOf.js';
import type { ReviewTerms } from './ReviewTerms.js';

/**
 * Whether a window can be judged now: `unreadable` when its home had its time to seal it again or to reveal its key. Readings are
 * judged without their extended dataset when that does not come: no bill waits for it.
 */
export function readinessOf(window: WindowRow, terms: ReviewTerms): 'ready' | 'waits' | 'unreadable' {
  const { payload, firstComplainedAt } = window;
  if (payload === 'sealed') {
    const isOver = firstComplainedAt !== undefined && terms.now >= firstComplainedAt + terms.complaintWait;
    return isOver ? 'unreadable' : 'waits';
  }
  return isExtendedAwaited(window, terms) ? 'waits' : 'ready';
}

function isExtendedAwaited(window: WindowRow, terms: ReviewTerms): boolean {
  const { extended, submittedAt, complainedAt } = window;
  if (extended !== 'missing' && extended !== 'sealed') return false;
  // Whatever keeps the complaint from the ledger keeps no window for longer than this.
  if (terms.now >= submittedAt + terms.complaintWait) return false;
  return !isComplainedOf(window) || terms.now < (complainedAt ?? 0) + terms.extendedWait;
}
