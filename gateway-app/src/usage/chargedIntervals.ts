import type { AcceptedInterval, Decided } from '../readModel/queries/ReadingQueries.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { estimatedIntervals } from './estimatedIntervals.js';

/**
 * A home's accepted intervals, and estimates of what could not be read, that a period's bill or note is computed from. Closing freezes the bill's set: what was
 * accepted behind the close in the order of the ledger counts only for notes.
 *
 * @param lateBefore ledger time: what was accepted after the close but before this time counts too.
 */
export function chargedIntervals(
  model: ReadModel,
  homeId: string,
  period: PeriodView,
  lateBefore?: number,
): AcceptedInterval[] {
  const counts = (decision: Decided): boolean =>
    !isLate(decision, period) || (lateBefore !== undefined && decision.decidedAt < lateBefore);
  return [
    ...model.readings.accepted(homeId, period.start, period.end).filter(counts),
    ...estimatedIntervals(model, homeId, period, counts),
  ];
}

function isLate(interval: Decided, { closedBlock, closedPosition }: PeriodView): boolean {
  if (closedBlock === undefined || closedPosition === undefined) return false;
  if (interval.decisionBlock !== closedBlock) return interval.decisionBlock > closedBlock;
  return interval.decisionPosition > closedPosition;
}
