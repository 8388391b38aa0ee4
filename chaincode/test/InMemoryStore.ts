import { StateMap } from './StateMap.js';

/** Committed world state and collections: composite keys to bytes. */
export class InMemoryStore {
  readonly world = new StateMap();
  readonly #collections = new Map<string, Map<string, Buffer>>();

  collection(name: string): Map<string, Buffer> {
    const existing = this.#collections.get(name);
    if (existing !== undefined) return existing;
    const created = new Map<string, Buffer>();
    this.#collections.set(name, created);
    return created;
  }
}
