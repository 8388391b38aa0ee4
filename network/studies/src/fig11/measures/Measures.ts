/** What Fig. 11 of paper 000 shows, as the project defines it. A share is one of the daily quota. */
export interface Measures {
  /** Mean over home-days of max(0, use − entitlement) ÷ quota. */
  readonly excess: number;
  /** Inter-quartile range of (use − entitlement) ÷ quota. */
  readonly dispersion: number;
  /** Mean of (use − entitlement) ÷ quota. */
  readonly signedMean: number;
  readonly standardDeviation: number;
  /** 5th and 95th percentile of (use − entitlement) ÷ quota. */
  readonly p5: number;
  readonly p95: number;
  /** Lower and upper quartile of the same, and its median. */
  readonly p25: number;
  readonly p75: number;
  readonly median: number;
  /** Smallest and largest of the homes' means over the days of a month. */
  readonly homeMeans: readonly [number, number];
  /** Of all homes in a month, mL. */
  readonly use: number;
}
