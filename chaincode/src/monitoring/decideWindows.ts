import {
  publicRecords,
  sequenceAttribute,
  type Decision,
  type DecisionRecord,
  type PeriodRecord,
  type WindowRecord,
} from '@acequia/protocol';
import type { LedgerReader, RequestOf, WriteTransaction } from '../ledger/index.js';
import { MonitoringError } from './MonitoringError.js';

interface PeriodState {
  readonly period: PeriodRecord;
  readonly isClosed: boolean;
}

/**
 * Records the community's acceptance or rejection of windows; a decision is final.
 *
 * @throws MonitoringError DECISION_PERIOD_DIFFERS when a window does not start in the period named;
 * DECISION_REVISION_DIFFERS when it was sealed again since it was judged: nobody has seen what it says now.
 * @throws LedgerError WINDOW_UNKNOWN, PERIOD_UNKNOWN, DECISION_EXISTS.
 */
export async function decideWindows(
  { state, now }: WriteTransaction,
  { decisions }: RequestOf<'monitoring', 'decideWindows'>,
): Promise<void> {
  const periods = await readPeriods(decisions, state);
  for (const decision of decisions) {
    const key = [decision.deviceId, sequenceAttribute(decision.sequence)];
    const window = await state.getRequired(publicRecords.window, key);
    const period = decision.periodId === undefined ? undefined : periods.get(decision.periodId);
    await state.create(publicRecords.decision, key, decide(decision, window, period, now));
  }
}

function decide(
  decision: Decision,
  { header, revision }: WindowRecord,
  periodState: PeriodState | undefined,
  now: number,
): DecisionRecord {
  const words = `window ${header.deviceId} ${header.sequence}`;
  if ((decision.revision ?? 0) !== revision) {
    throw new MonitoringError(
      'DECISION_REVISION_DIFFERS',
      `${words} is on the ledger in revision ${revision}`,
    );
  }
  if (periodState !== undefined) {
    const { start, end } = periodState.period;
    if (header.start < start || header.start >= end) {
      throw new MonitoringError('DECISION_PERIOD_DIFFERS', `${words} does not start in that period`);
    }
  }
  return { ...decision, decidedAt: now, afterClose: periodState?.isClosed ?? false };
}

async function readPeriods(
  decisions: readonly Decision[],
  state: LedgerReader,
): Promise<Map<string, PeriodState>> {
  const periods = new Map<string, PeriodState>();
  for (const { periodId } of decisions) {
    if (periodId === undefined || periods.has(periodId)) continue;
    const period = await state.getRequired(publicRecords.period, [periodId]);
    const closed = await state.get(publicRecords.periodClosed, [periodId]);
    periods.set(periodId, { period, isClosed: closed !== undefined });
  }
  return periods;
}
