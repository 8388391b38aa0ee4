/** Water that a meter counted, when it said so. */
export interface MeterUse {
  /** Of the local day. */
  readonly second: number;
  /** L. */
  readonly litres: number;
}

/** What a meter counted in one local day. */
export interface MeterDay {
  /** Such as 2016-09-30. */
  readonly day: string;
  readonly uses: readonly MeterUse[];
}
