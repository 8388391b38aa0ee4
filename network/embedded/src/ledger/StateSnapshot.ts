import type { StateEntry } from './StateEntry.js';
import type { HistoryEntry } from './HistoryEntry.js';

/** The state as of a height. Reads are synchronous. Keys are bytes, ordered bytewise (as Go orders strings). */
export interface StateSnapshot {
  /** Blocks that it has seen: its last is `height - 1`. */
  readonly height: number;
  get(space: string, key: Uint8Array): StateEntry | undefined;
  /** Keys from `start` (included) to `end` (excluded; `undefined`: to the end of the space), in order, read as asked for. */
  range(
    space: string,
    start: Uint8Array,
    end: Uint8Array | undefined,
  ): IterableIterator<readonly [key: Uint8Array, entry: StateEntry]>;
  /** What valid transactions wrote to a public key, newest first. */
  history(namespace: string, key: Uint8Array): IterableIterator<HistoryEntry>;
  /** Must be called once: until then the ledger keeps what the snapshot needs. */
  release(): void;
}
