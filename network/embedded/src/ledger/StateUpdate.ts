import type { StateEntry } from './StateEntry.js';

/** A change of one key by a block: the last one wins within it. */
export interface StateUpdate {
  readonly space: string;
  readonly key: Uint8Array;
  /** `undefined`: the key is deleted. */
  readonly entry: StateEntry | undefined;
}
