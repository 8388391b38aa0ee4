import type { KeyObject } from 'node:crypto';

/** A private key that alarms may be sealed to, and about whom those may be. */
export interface AlarmKey {
  readonly privateKey: KeyObject;
  /** The home itself, or the delegator of a delegation. */
  readonly homeId: string;
  /** Of keys of a delegation. */
  readonly delegationId?: string;
}
