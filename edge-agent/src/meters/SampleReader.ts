import type { Sample } from './Sample.js';

/** Reads a recorded or modelled meter from its beginning. */
export interface SampleReader {
  /** The shortest time between two samples, seconds. */
  readonly stepSeconds: number;
  /**
   * All samples in order of time; the same ones every time it is called.
   *
   * @throws CodedError SOURCE_UNREADABLE with the line that is no reading.
   */
  read(): AsyncIterable<Sample>;
}
