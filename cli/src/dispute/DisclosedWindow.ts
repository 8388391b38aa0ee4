import type { DisclosureRecord, Interval } from '@acequia/protocol';

/** A window that the auditor could open, with the home's or the community's key for it. */
export interface DisclosedWindow {
  readonly deviceId: string;
  readonly sequence: number;
  readonly start: number;
  readonly end: number;
  readonly disclosedBy: DisclosureRecord['disclosedBy'];
  readonly intervals: readonly Interval[];
}

/** One that was disclosed and does not open, and why. */
export interface UnopenedWindow {
  readonly deviceId: string;
  readonly sequence: number;
  readonly disclosedBy: DisclosureRecord['disclosedBy'];
  readonly code: string;
}

/** All that an auditor can read of a dispute. */
export interface DisputeEvidence {
  /** Why it was opened; undefined when it does not open, or is not what was hashed. */
  readonly reason: string | undefined;
  readonly windows: readonly DisclosedWindow[];
  readonly unopened: readonly UnopenedWindow[];
}
