/** What `acequia rules set buy|sell` was given, as it was written. */
export interface RuleOptions {
  readonly upTo?: string;
  readonly price?: string;
  readonly perDay?: number;
  readonly perDayAmount?: string;
  /** Buying only. */
  readonly over?: number;
  readonly when?: 'likely' | 'sure';
  readonly perDaySpend?: string;
  /** Selling only. */
  readonly reserve?: number;
  /** `false` with --off, `true` with --on. */
  readonly on?: boolean;
  readonly off?: boolean;
}
