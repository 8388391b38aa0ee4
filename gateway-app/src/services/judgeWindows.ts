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

/** Decisions on a run of windows, and the history behind them. */
export interface Judgement {
  readonly decisions: readonly Decision[];
  readonly history: ReadingHistory;
}

const WITHHELD = { code: 'PAYLOAD_WITHHELD' } as const;

/** What windows are judged with. */
export interface JudgementGrounds {
  readonly device: (deviceId: string) => DeviceRecord | undefined;
  readonly payload: (window: WindowRow) => WindowPayload | undefined;
  readonly periods: readonly PeriodView[];
  /** Windows submitted before this ledger second whose payload has not come are not waited for any longer. */
  readonly payloadDue: number;
}

/**
 * Judges the undecided windows of one home and resource in the order of the ledger. A window whose payload has not come
 * yet is waited for: those behind it cannot be judged without it. When it is overdue the window is rejected, so that a
 * home that withholds a payload, or a store that lost one, holds up nothing else.
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
    if (device === undefined || (payload === undefined && window.submittedAt >= grounds.payloadDue)) break;
    const fault =
      payload === undefined ? WITHHELD : checkWindow(headerOf(window), payload, { device, history });
    decisions.push({
      deviceId: window.deviceId,
      sequence: window.sequence,
      ...(fault === undefined ? { verdict: 'accepted' } : { verdict: 'rejected', code: fault.code }),
      ...periodOf(window, grounds.periods),
    });
    history = nextHistory(history, headerOf(window), fault === undefined ? payload : undefined);
  }
  return { decisions, history };
}

function periodOf({ start }: WindowRow, periods: readonly PeriodView[]): { periodId?: string } {
  const period = periods.find((candidate) => candidate.start <= start && start < candidate.end);
  return period === undefined ? {} : { periodId: period.periodId };
}
