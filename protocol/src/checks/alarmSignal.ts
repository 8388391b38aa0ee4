import type { Alarm, AlarmCode } from '../schemas/alarms.js';
import type { MeteredResource } from '../schemas/primitives.js';

/** What one rule makes of the facts about one home, by themselves. */
export interface AlarmSignal {
  readonly code: AlarmCode;
  readonly resource?: MeteredResource;
  /** Whether it is so; `between` the two thresholds, or not known: as before. */
  readonly level: 'on' | 'off' | 'between';
  /** Ledger seconds: as of when. */
  readonly at: number;
  /** How often it happened since the facts before. Absent of what is so or not so and does not happen. */
  readonly events?: number;
  /** How long it must have been off before it is cleared, seconds of `at`. */
  readonly holdSeconds?: number;
  /** Begins anew when this changes: a billing period. */
  readonly scope?: string;
  readonly percent?: number;
  readonly value?: number;
}

/** What an alarm says, before somebody gives it an id and sends it: {@link Alarm} has the units. */
export type AlarmNotice = Pick<Alarm, 'code' | 'resource' | 'state' | 'at' | 'count' | 'percent' | 'value'>;
