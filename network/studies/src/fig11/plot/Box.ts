/** One box of a plot; all numbers in per cent. */
export interface Box {
  readonly label: string;
  readonly low: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly high: number;
  /** What the paper gives as the width of the box, where it does. */
  readonly paperDispersion?: number;
  /** What is written below the label. */
  readonly note: string;
}
