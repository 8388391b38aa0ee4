import type { PendingState } from './PendingState.js';
import type { StatePlace } from './StatePlace.js';

/** All that a block does to the keys of one space. */
export interface SpaceUpdates {
  readonly place: StatePlace;
  readonly states: ReadonlyMap<string, PendingState>;
}

/** What the valid transactions of a block did so far, the last one of each key. */
export class BlockUpdates {
  readonly #spaces = new Map<
    string,
    { readonly place: StatePlace; readonly states: Map<string, PendingState> }
  >();
  /** Ids of a space in order, until the next new one. */
  readonly #sorted = new Map<string, readonly string[]>();

  get(space: string, id: string): PendingState | undefined {
    return this.#spaces.get(space)?.states.get(id);
  }

  put(place: StatePlace, id: string, state: PendingState): void {
    let updates = this.#spaces.get(place.space);
    if (updates === undefined) {
      updates = { place, states: new Map() };
      this.#spaces.set(place.space, updates);
    }
    if (!updates.states.has(id)) this.#sorted.delete(place.space);
    updates.states.set(id, state);
  }

  spaces(): Iterable<SpaceUpdates> {
    return this.#spaces.values();
  }

  /** Changed keys from `start` (included) to `end` (excluded; empty: to the end of the space), in order. */
  range(space: string, start: string, end: string): (readonly [id: string, state: PendingState])[] {
    const states = this.#spaces.get(space)?.states;
    if (states === undefined) return [];
    return this.#ids(space, states).flatMap((id) => {
      const state = id >= start && (end === '' || id < end) ? states.get(id) : undefined;
      return state === undefined ? [] : [[id, state] as const];
    });
  }

  #ids(space: string, states: ReadonlyMap<string, PendingState>): readonly string[] {
    const known = this.#sorted.get(space);
    if (known !== undefined) return known;
    const ids = [...states.keys()].sort();
    this.#sorted.set(space, ids);
    return ids;
  }
}
