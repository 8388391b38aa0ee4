/** The blocks that a request asks for. */
export interface SeekRange {
  readonly start: number;
  /** The last one; a number below `start` is never reached. */
  readonly stop: number;
  /** Whether a block that is not there yet ends the request. */
  readonly failIfNotReady: boolean;
}
