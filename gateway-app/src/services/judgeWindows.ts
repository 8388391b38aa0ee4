import {
  checkWindow,
  nextHistory,
  type Decision,
  type DeviceRecord,
  type ReadingHistory,
  type WindowPayload,
} from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { headerOf } from '../readModel/queries/headerOf.js';
import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';
import { readinessOf } from './readinessOf.js';
import type { ReviewTerms } from './ReviewTerms.js';

/** Decisions on a run of windows, and the history behind them. */
export interface Judgement {
  readonly decisions: readonly Decision[];
  readonly history: ReadingHistory;
}

/** Nobody could read it in time: what it would have said is estimated. */
const UNREADABLE = { code: 'RECORD_UNREADABLE' } as const;

/** What windows are judged with. */
export interface JudgementGrounds {
  readonly device: (deviceId: string) => DeviceRecord | undefined;
  readonly payload: (window: WindowRow) => WindowPayload | undefined;
  readonly periods: readonly PeriodView[];
  readonly terms: ReviewTerms;
}

/**
 * Judges the undecided windows of one home, resource and flow in the order of the ledger. Behind one that waits, to be sealed again or
 * to be revealed, all others wait too, at most for the time that its home has: a register that had been taken to stand
 * further on already would refuse it when it comes, and time that another had covered could not be counted as its own. When
 * the time is over it is rejected, so that a home that seals badly, or a store that lost a key, holds up nothing else.
 */
export function judgeWindows(
  windows: readonly WindowRow[],
  before: ReadingHistory,
  grounds: JudgementGrounds,
): Judgement {
  const decisions: Decision[] = [];
  let history = before;
  for (const window of windows) {
    const payload = grounds.payload(window);
    const device = grounds.device(window.deviceId);
    const readiness = readinessOf(window, grounds.terms);
    if (device === undefined || readiness === 'waits') break;
    const header = headerOf(window);
    const fault =
      payload === undefined || readiness === 'unreadable'
        ? UNREADABLE
        : checkWindow(header, payload, { device, history });
    decisions.push({
      deviceId: window.deviceId,
      sequence: window.sequence,
      ...(window.revision > 0 && { revision: window.revision }),
      ...(fault === undefined ? { verdict: 'accepted' } : { verdict: 'rejected', code: fault.code }),
      ...periodOf(window, grounds.periods),
    });
    history = nextHistory(history, header, payload, fault === undefined);
  }
  return { decisions, history };
}

function periodOf({ start }: WindowRow, periods: readonly PeriodView[]): { periodId?: string } {
  const period = periods.find((candidate) => candidate.start <= start && start < candidate.end);
  return period === undefined ? {} : { periodId: period.periodId };
}
