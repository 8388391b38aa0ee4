import type { HistoryEntry } from '../../src/ledger/HistoryEntry.js';
import type { StateEntry } from '../../src/ledger/StateEntry.js';
import type { StateSnapshot } from '../../src/ledger/StateSnapshot.js';

/** A state to read, given by the test. Ranges and histories that are open are counted. */
export class MemorySnapshot implements StateSnapshot {
  readonly height = 2;
  openIterators = 0;
  readonly #spaces = new Map<string, Map<string, StateEntry>>();
  readonly #histories = new Map<string, HistoryEntry[]>();

  set(
    space: string,
    key: Uint8Array | string,
    value: Uint8Array | string,
    metadata = new Map<string, Uint8Array>(),
  ): void {
    const entries = this.#spaces.get(space) ?? new Map<string, StateEntry>();
    this.#spaces.set(space, entries);
    const version = { block: 1, tx: 0 };
    entries.set(Buffer.from(key).toString('hex'), { value: Buffer.from(value), metadata, version });
  }

  setHistory(namespace: string, key: string, history: HistoryEntry[]): void {
    this.#histories.set(`${namespace}/${Buffer.from(key).toString('hex')}`, history);
  }

  get(space: string, key: Uint8Array): StateEntry | undefined {
    return this.#spaces.get(space)?.get(Buffer.from(key).toString('hex'));
  }

  *range(
    space: string,
    start: Uint8Array,
    end: Uint8Array | undefined,
  ): Generator<readonly [key: Uint8Array, entry: StateEntry]> {
    const first = Buffer.from(start).toString('hex');
    const last = end && Buffer.from(end).toString('hex');
    const found = [...(this.#spaces.get(space) ?? [])].filter(
      ([key]) => key >= first && (last === undefined || key < last),
    );
    this.openIterators += 1;
    try {
      found.sort(([left], [right]) => (left < right ? -1 : 1));
      for (const [key, entry] of found) yield [Buffer.from(key, 'hex'), entry];
    } finally {
      this.openIterators -= 1;
    }
  }

  *history(namespace: string, key: Uint8Array): Generator<HistoryEntry> {
    this.openIterators += 1;
    try {
      yield* this.#histories.get(`${namespace}/${Buffer.from(key).toString('hex')}`) ?? [];
    } finally {
      this.openIterators -= 1;
    }
  }

  release(): void {
    // Nothing is held.
  }
}
