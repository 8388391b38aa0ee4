import type { MeteredResource } from '../schemas/primitives.js';
import type { AlarmSignal } from './alarmSignal.js';
import type { WindowFaultCode } from './windowFault.js';

/** Why windows are rejected that somebody may have meddled with. */
const TAMPERED: ReadonlySet<string> = new Set<WindowFaultCode>([
  'CHAIN_BROKEN',
  'READINGS_SIGNATURE_WRONG',
  'REGISTER_INCONSISTENT',
]);
/** How long nothing of the kind must have happened, seconds. */
const HOLD_SECONDS = 24 * 3600;

/** What a home's meters of one resource did since the facts before that they should not do; times are ledger seconds. */
export interface TamperFacts {
  readonly resource: MeteredResource;
  /** Windows that were rejected, and why. */
  readonly rejected: readonly { readonly code: string; readonly at: number }[];
}

/**
 * TAMPER_SUSPECTED: readings that do not continue those before them, or that their meter did not sign. Intervals that the agent
 * itself marked as suspect are doubtful, not meddled with: statements tell of them.
 *
 * @param now ledger seconds.
 */
export function tamperSignal({ resource, rejected }: TamperFacts, now: number): AlarmSignal {
  const times = rejected.filter(({ code }) => TAMPERED.has(code)).map(({ at }) => at);
  const common = {
    code: 'TAMPER_SUSPECTED',
    resource,
    events: times.length,
    holdSeconds: HOLD_SECONDS,
  } as const;
  if (times.length === 0) return { ...common, level: 'off', at: now };
  return { ...common, level: 'on', at: times.reduce((latest, time) => Math.max(latest, time), 0) };
}
