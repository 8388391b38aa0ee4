import { keyText } from './keyText.js';
import type { StateEntry } from './StateEntry.js';
import type { StateTable } from './StateTable.js';

/** Changes the newest state for one block, and keeps what every changed key had before. */
export class StateWriter {
  readonly #table: StateTable;
  readonly #before = new Map<string, Map<string, StateEntry | undefined>>();

  constructor(table: StateTable) {
    this.#table = table;
  }

  /** By space and key (each byte a character); `undefined`: there was no such key. */
  get before(): ReadonlyMap<string, ReadonlyMap<string, StateEntry | undefined>> {
    return this.#before;
  }

  /** @throws LedgerStoreError */
  write(space: string, key: Uint8Array, entry: StateEntry | undefined): void {
    this.#remember(space, key);
    if (entry === undefined) this.#table.delete(space, key);
    else this.#table.put(space, key, entry);
  }

  #remember(space: string, key: Uint8Array): void {
    let keys = this.#before.get(space);
    if (keys === undefined) {
      keys = new Map();
      this.#before.set(space, keys);
    }
    const name = keyText(key);
    if (!keys.has(name)) keys.set(name, this.#table.get(space, key));
  }
}
