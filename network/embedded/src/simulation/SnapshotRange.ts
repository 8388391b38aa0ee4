import type { StateEntry } from '../ledger/StateEntry.js';
import type { RangeIterator } from './RangeIterator.js';

type Source = IterableIterator<readonly [key: Uint8Array, entry: StateEntry]>;

/** A range of the state, up to a page of it. Nothing is recorded: so private data is read. As Fabric's scanner over LevelDB. */
export class SnapshotRange implements RangeIterator {
  readonly #source: Source;
  readonly #pageSize: number;
  #given = 0;

  /** @param pageSize 0 and below: no limit */
  constructor(source: Source, pageSize: number) {
    this.#source = source;
    this.#pageSize = pageSize;
  }

  next(): { readonly key: string; readonly value: Uint8Array } | undefined {
    const found = this.nextEntry();
    return found && { key: found.key, value: found.entry.value };
  }

  nextEntry(): { readonly key: string; readonly entry: StateEntry } | undefined {
    if (this.#pageSize > 0 && this.#given >= this.#pageSize) return undefined;
    const found = this.#advance();
    if (found !== undefined) this.#given++;
    return found;
  }

  bookmark(): string {
    const key = this.#advance()?.key ?? '';
    this.close();
    return key;
  }

  close(): void {
    this.#source.return?.();
  }

  #advance(): { readonly key: string; readonly entry: StateEntry } | undefined {
    const step = this.#source.next();
    if (step.done === true) return undefined;
    const [key, entry] = step.value;
    return { key: Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('utf8'), entry };
  }
}
