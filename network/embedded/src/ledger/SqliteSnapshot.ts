import type { HistoryEntry } from './HistoryEntry.js';
import type { HistoryTable } from './HistoryTable.js';
import { keyText } from './keyText.js';
import { PageSize } from './PageSize.js';
import type { StateEntry } from './StateEntry.js';
import type { StateSnapshot } from './StateSnapshot.js';
import type { StateTable } from './StateTable.js';
import { textKey } from './textKey.js';
import type { UndoLog } from './UndoLog.js';

type KeyEntry = readonly [key: Uint8Array, entry: StateEntry];

/**
 * The newest state, with what later blocks changed undone. Ranges are read in pages, each as of the snapshot's height, so that
 * blocks may be committed while one is open.
 */
export class SqliteSnapshot implements StateSnapshot {
  readonly height: number;
  readonly #state: StateTable;
  readonly #history: HistoryTable;
  readonly #undo: UndoLog;
  readonly #onRelease: () => void;
  #isReleased = false;

  constructor(
    height: number,
    state: StateTable,
    history: HistoryTable,
    undo: UndoLog,
    onRelease: () => void,
  ) {
    this.height = height;
    this.#state = state;
    this.#history = history;
    this.#undo = undo;
    this.#onRelease = onRelease;
  }

  /** @throws LedgerStoreError */
  get(space: string, key: Uint8Array): StateEntry | undefined {
    this.#checkHeld();
    if (this.#undo.height > this.height) {
      const undo = this.#undo.find(space, keyText(key), this.height);
      if (undo !== undefined) return undo.entry;
    }
    return this.#state.get(space, key);
  }

  /** @throws LedgerStoreError while it is read */
  *range(
    space: string,
    start: Uint8Array,
    end: Uint8Array | undefined,
  ): Generator<KeyEntry, void, undefined> {
    const size = new PageSize();
    let from = start;
    for (;;) {
      this.#checkHeld();
      const limit = size.rows;
      const rows = this.#state.page(space, from, end, limit);
      const last = rows.length < limit ? undefined : rows.at(-1);
      const to = last === undefined ? end : successor(last[0]);
      yield* this.#undone(rows, space, from, to);
      if (last === undefined || to === undefined) return;
      from = to;
      size.learn(
        rows.length,
        rows.reduce((bytes, [key, entry]) => bytes + key.length + entry.value.length, 0),
      );
    }
  }

  /** @throws LedgerStoreError while it is read */
  history(namespace: string, key: Uint8Array): Generator<HistoryEntry, void, undefined> {
    this.#checkHeld();
    return this.#history.below(this.height, namespace, key);
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#onRelease();
  }

  /** The rows of a part of the space as they were at the snapshot's height. */
  #undone(
    rows: readonly KeyEntry[],
    space: string,
    from: Uint8Array,
    to: Uint8Array | undefined,
  ): readonly KeyEntry[] {
    if (this.#undo.height <= this.height) return rows;
    const undos = this.#undo.range(
      space,
      keyText(from),
      to === undefined ? undefined : keyText(to),
      this.height,
    );
    if (undos.length === 0) return rows;
    const merged: KeyEntry[] = [];
    let next = 0;
    for (const { key, entry } of undos) {
      for (let row = rows[next]; row !== undefined; row = rows[++next]) {
        const text = keyText(row[0]);
        if (text > key) break;
        if (text < key) merged.push(row);
      }
      if (entry !== undefined) merged.push([textKey(key), entry]);
    }
    for (const row of rows.slice(next)) merged.push(row);
    return merged;
  }

  #checkHeld(): void {
    if (this.#isReleased) throw new Error('the snapshot has been released');
  }
}

/** The first key after this one. */
function successor(key: Uint8Array): Uint8Array {
  return Buffer.concat([key, Buffer.of(0)]);
}
