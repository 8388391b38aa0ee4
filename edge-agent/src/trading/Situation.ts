import type { Bounds, QuotaResource } from '@acequia/protocol';

/** How things stand with one resource of a home, base units and ledger seconds. */
export interface Situation {
  readonly resource: QuotaResource;
  readonly now: number;
  readonly periodId: string;
  readonly periodEnd: number;
  /** The day of the community's calendar. */
  readonly day: Bounds;
  /** Absent where the home holds no share of it that could be read. */
  readonly share?: Share;
  /** Absent where less than a day is known. */
  readonly outlook?: Outlook;
}

export interface Share {
  readonly lotSize: bigint;
  /** What all accounts of the home hold together. */
  readonly holds: bigint;
  /** Lots of each of its accounts that can still be sold from. */
  readonly coins: readonly number[];
  /** The market's highest price of a lot, tokens in minor units; absent where there is no market yet. */
  readonly excessPrice?: bigint;
}

/** What was used, and what is expected from there to the end of the period. */
export interface Outlook {
  /** The end of what was measured. */
  readonly from: number;
  readonly used: bigint;
  readonly expected: bigint;
  readonly band: bigint;
}
