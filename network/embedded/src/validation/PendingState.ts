import type { StateEntry } from '../ledger/StateEntry.js';
import type { Version } from '../ledger/Version.js';

/** What a block leaves of a key. */
export interface PendingState {
  /** `undefined`: the key is deleted. */
  readonly entry: StateEntry | undefined;
  /** The transaction that did it. */
  readonly version: Version;
}
