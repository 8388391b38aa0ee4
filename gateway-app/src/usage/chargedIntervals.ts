import type { AcceptedInterval } from '../readModel/queries/ReadingQueries.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';

/**
 * A home's accepted intervals that a period's bill or note is computed from. Closing freezes the bill's set: what was
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
  return model.readings
    .accepted(homeId, period.start, period.end)
    .filter(
      (interval) =>
        !isLate(interval, period) || (lateBefore !== undefined && interval.decidedAt < lateBefore),
    );
}

function isLate(interval: AcceptedInterval, { closedBlock, closedPosition }: PeriodView): boolean {
  if (closedBlock === undefined || closedPosition === undefined) return false;
  if (interval.decisionBlock !== closedBlock) return interval.decisionBlock > closedBlock;
  return interval.decisionPosition > closedPosition;
}
