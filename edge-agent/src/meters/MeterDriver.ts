import type { Sample } from './Sample.js';

/** What the agent needs of a meter, whichever way it is reached. */
export interface MeterDriver {
  /** The shortest time between two samples, seconds: intervals are never shorter. */
  readonly stepSeconds: number;
  /** Ledger time up to which every sample that the meter has was handed out and taken: nothing earlier will come. */
  readonly readUntil: number;
  /**
   * The newest sample at or before `since`, if there is one, then all later ones, in order of time, each batch as soon as
   * its time has come. What gathered while nobody asked comes at once, as from a meter's load profile memory. A batch has
   * been taken when the next one is asked for.
   *
   * @throws CodedError SOURCE_UNREADABLE when the meter or file gives something that is no reading.
   */
  samples(since: number): AsyncIterable<readonly Sample[]>;
  /** Ends `samples` and frees what it holds. */
  close(): void;
}
