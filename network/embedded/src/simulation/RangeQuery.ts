import type { KeyRead } from './KeyRead.js';
import type { MerkleSummary } from './MerkleSummary.js';

/** A range query that a transaction made, for the check against phantoms. */
export interface RangeQuery {
  readonly startKey: string;
  /** When exhausted, the end of the query (excluded; empty: the namespace's); else the last key that was given (included). */
  readonly endKey: string;
  readonly exhausted: boolean;
  /** What was given, in order; empty when there is a summary. */
  readonly reads: readonly KeyRead[];
  readonly summary: MerkleSummary | undefined;
}
