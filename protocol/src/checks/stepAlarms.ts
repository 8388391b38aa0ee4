import type { AlarmNotice, AlarmSignal } from './alarmSignal.js';
import type { AlarmCondition, AlarmState } from './alarmState.js';

/** Within how many ledger seconds the same alarm is raised once, with a count. */
export const ALARM_GROUP_SECONDS = 6 * 3600;
const MAX_COUNT = 9999;

/** What follows from some signals. */
export interface AlarmStep {
  readonly state: AlarmState;
  readonly raised: readonly AlarmNotice[];
  readonly cleared: readonly AlarmNotice[];
}

/**
 * Takes a home's signals to its alarms: raised when something begins or happens, cleared when it is over, and not again for six
 * hours, after which what happened meanwhile is raised together. What came and went within the six hours is not told. Pure.
 *
 * @param state as this gave it before, `{}` at first; left as it is. What no signal is about stays.
 * @param now ledger seconds.
 */
export function stepAlarms(state: AlarmState, signals: readonly AlarmSignal[], now: number): AlarmStep {
  const next: Record<string, AlarmCondition> = { ...state };
  const raised: AlarmNotice[] = [];
  const cleared: AlarmNotice[] = [];
  for (const signal of signals) {
    const key = signal.resource === undefined ? signal.code : `${signal.code}/${signal.resource}`;
    const before = next[key];
    if (before?.isTold === true && before.scope !== signal.scope) cleared.push(notice(signal, 'cleared', 1));
    const condition = take(inScope(before, signal), signal);
    next[key] = condition;
    if (isDue(condition, signal, now)) {
      raised.push(notice(signal, 'raised', Math.min(condition.pending, MAX_COUNT), condition.lastAt));
      next[key] = { ...condition, isTold: true, raisedAt: now, pending: 0 };
    } else if (isOver(condition, signal)) {
      if (condition.isTold) cleared.push(notice(signal, 'cleared', 1));
      next[key] = { ...condition, isOn: false, isTold: false, pending: 0 };
    }
  }
  return { state: next, raised, cleared };
}

/** What is known, but for what belonged to another period. */
function inScope(before: AlarmCondition | undefined, { scope }: AlarmSignal): AlarmCondition {
  if (before !== undefined && before.scope === scope) return before;
  return { isOn: false, isTold: false, lastAt: 0, pending: 0, ...(scope === undefined ? {} : { scope }) };
}

function take(before: AlarmCondition, signal: AlarmSignal): AlarmCondition {
  if (signal.level !== 'on') return before;
  const events = signal.events ?? (before.isOn ? 0 : 1);
  return {
    ...before,
    isOn: true,
    lastAt: Math.max(before.lastAt, signal.at),
    pending: before.pending + events,
  };
}

/** What happened is told even when it is over by then; what merely was so is not. */
function isDue(
  { isOn, pending, raisedAt }: AlarmCondition,
  { level, events }: AlarmSignal,
  now: number,
): boolean {
  if (!isOn || pending === 0 || (level === 'off' && events === undefined)) return false;
  return raisedAt === undefined || now - raisedAt >= ALARM_GROUP_SECONDS;
}

function isOver({ isOn, pending, lastAt }: AlarmCondition, signal: AlarmSignal): boolean {
  if (!isOn || signal.level !== 'off') return false;
  if (signal.events !== undefined && pending > 0) return false;
  return signal.at - lastAt >= (signal.holdSeconds ?? 0);
}

function notice(
  { code, resource, percent, value, at }: AlarmSignal,
  state: AlarmNotice['state'],
  count: number,
  happenedAt = at,
): AlarmNotice {
  return {
    code,
    state,
    at: happenedAt,
    count,
    ...(resource === undefined ? {} : { resource }),
    ...(percent === undefined ? {} : { percent }),
    ...(value === undefined ? {} : { value }),
  };
}
