import { OrderedMap } from './OrderedMap.js';
import type { StateEntry } from './StateEntry.js';

/** What a key had before a block changed it. */
interface Undo {
  readonly block: number;
  readonly entry: StateEntry | undefined;
}

/** What the newest blocks changed, so that the state can be read as it was before them. Held in memory. */
export class UndoLog {
  /** By space and key (each byte a character), oldest block first. */
  readonly #spaces = new Map<string, OrderedMap<Undo[]>>();
  /** The keys that each block changed, by space; oldest first. */
  readonly #blocks: { readonly number: number; readonly keys: ReadonlyMap<string, readonly string[]> }[] = [];

  /** The height after the newest block in it; 0 when there is none. */
  get height(): number {
    const newest = this.#blocks.at(-1);
    return newest === undefined ? 0 : newest.number + 1;
  }

  /** Adds the next block. Its changes are by space and key. */
  record(number: number, before: ReadonlyMap<string, ReadonlyMap<string, StateEntry | undefined>>): void {
    const changed = new Map<string, readonly string[]>();
    for (const [space, entries] of before) {
      changed.set(space, [...entries.keys()]);
      for (const [key, entry] of entries) this.#add(space, key, { block: number, entry });
    }
    this.#blocks.push({ number, keys: changed });
  }

  /** Drops what no height from this one on needs. */
  forgetBelow(height: number): void {
    let count = 0;
    for (const block of this.#blocks) {
      if (block.number >= height) break;
      count++;
      for (const [space, keys] of block.keys) this.#dropOldest(space, keys);
    }
    this.#blocks.splice(0, count);
  }

  /** What a key had at a height that a later block changed; `undefined`: none has changed it since. */
  find(space: string, key: string, height: number): { readonly entry: StateEntry | undefined } | undefined {
    return this.#spaces
      .get(space)
      ?.get(key)
      ?.find((undo) => undo.block >= height);
  }

  /** Keys of a space that have changed since a height, with what they had then, in order, from `start` to `end` (excluded). */
  range(
    space: string,
    start: string,
    end: string | undefined,
    height: number,
  ): { readonly key: string; readonly entry: StateEntry | undefined }[] {
    return (this.#spaces.get(space)?.range(start, end) ?? []).flatMap(([key, undos]) => {
      const undo = undos.find(({ block }) => block >= height);
      return undo === undefined ? [] : [{ key, entry: undo.entry }];
    });
  }

  #add(name: string, key: string, undo: Undo): void {
    let space = this.#spaces.get(name);
    if (space === undefined) this.#spaces.set(name, (space = new OrderedMap()));
    const undos = space.get(key);
    if (undos === undefined) space.set(key, [undo]);
    else undos.push(undo);
  }

  #dropOldest(name: string, keys: readonly string[]): void {
    const space = this.#spaces.get(name);
    if (space === undefined) return;
    for (const key of keys) {
      const undos = space.get(key);
      undos?.shift();
      if (undos?.length === 0) space.delete(key);
    }
    if (space.size === 0) this.#spaces.delete(name);
  }
}
