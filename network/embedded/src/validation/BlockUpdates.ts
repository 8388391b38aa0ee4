import { OrderedMap } from '../ledger/OrderedMap.js';
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
    { readonly place: StatePlace; readonly states: OrderedMap<PendingState> }
  >();

  get(space: string, id: string): PendingState | undefined {
    return this.#spaces.get(space)?.states.get(id);
  }

  put(place: StatePlace, id: string, state: PendingState): void {
    let updates = this.#spaces.get(place.space);
    if (updates === undefined) {
      updates = { place, states: new OrderedMap() };
      this.#spaces.set(place.space, updates);
    }
    updates.states.set(id, state);
  }

  spaces(): Iterable<SpaceUpdates> {
    return this.#spaces.values();
  }

  /** Changed keys from `start` (included) to `end` (excluded; empty: to the end of the space), in order. */
  range(space: string, start: string, end: string): readonly (readonly [id: string, state: PendingState])[] {
    return this.#spaces.get(space)?.states.range(start, end === '' ? undefined : end) ?? [];
  }
}
