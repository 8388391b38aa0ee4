import type { Interval } from '../schemas/readings.js';
import type { MeteredResource } from '../schemas/primitives.js';
import type { AlarmSignal } from './alarmSignal.js';
import type { AlarmState } from './alarmState.js';
import { balanceSignal } from './balanceSignal.js';
import { leakSignal } from './leakSignal.js';
import { powerSignal } from './powerSignal.js';
import { quotaSignals, type QuotaFacts } from './quotaSignals.js';
import { stepAlarms, type AlarmStep } from './stepAlarms.js';
import { tamperSignal, type TamperFacts } from './tamperSignal.js';

/** What the alarms of one home follow from. What is not known is left out, and leaves its alarms as they are. */
export interface AlarmFacts {
  /** Ledger seconds. */
  readonly now: number;
  /** One a resource that the home has a quota of in the running period. */
  readonly quotas: readonly QuotaFacts[];
  /** Energy intervals that were accepted since the facts before, and what the connection is for, W. */
  readonly power?: { readonly intervals: readonly Interval[]; readonly limitW: number };
  /** Accepted intervals of the home's water meter, at least of the 24 hours up to the newest. */
  readonly water?: readonly Interval[];
  /** Active devices from which nothing arrived for too long, a resource each. */
  readonly silence: readonly { readonly resource: MeteredResource; readonly devices: number }[];
  /** Since the facts before, a resource each. */
  readonly tampering: readonly TamperFacts[];
  /** Tokens, minor units. */
  readonly balance?: { readonly amount: bigint; readonly minimum: bigint };
}

/**
 * Judges a home's facts (paper 000 §4.1, events and alarms): near its limit, over its quota, power above the connection's, a leak,
 * a silent device, tampering, a low balance. Pure: whoever calls keeps the state and sends what was raised and cleared.
 *
 * What happened since the facts before must be given once: keep the state and how far the facts went in one transaction.
 *
 * @param state `{}` at first.
 */
export function judgeAlarms(state: AlarmState, facts: AlarmFacts): AlarmStep {
  return stepAlarms(state, signalsOf(facts), facts.now);
}

function signalsOf({ now, quotas, power, water, silence, tampering, balance }: AlarmFacts): AlarmSignal[] {
  const signals = [
    ...quotas.flatMap((quota) => quotaSignals(quota, now)),
    power === undefined ? undefined : powerSignal(power.intervals, power.limitW),
    water === undefined ? undefined : leakSignal(water),
    ...silence.map(({ resource, devices }) => silenceSignal(resource, devices, now)),
    ...tampering.map((facts) => tamperSignal(facts, now)),
    balance === undefined ? undefined : balanceSignal(balance.amount, balance.minimum, now),
  ];
  return signals.filter((signal) => signal !== undefined);
}

function silenceSignal(resource: MeteredResource, devices: number, at: number): AlarmSignal {
  return { code: 'DEVICE_SILENT', resource, at, level: devices > 0 ? 'on' : 'off' };
}
