/**
 * World state by composite key. It keeps the keys of each object type apart, so that a range does not go through the whole state:
 * studies write a hundred thousand keys.
 */
export class StateMap extends Map<string, Buffer> {
  readonly #types = new Map<string, Set<string>>();

  override set(key: string, value: Buffer): this {
    const type = typeOf(key);
    const keys = this.#types.get(type) ?? new Set();
    this.#types.set(type, keys);
    keys.add(key);
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    this.#types.get(typeOf(key))?.delete(key);
    return super.delete(key);
  }

  /** The keys that begin with the prefix of a partial composite key, in order. */
  range(prefix: string): string[] {
    const keys: string[] = [];
    for (const key of this.#types.get(typeOf(prefix)) ?? []) if (key.startsWith(prefix)) keys.push(key);
    return keys.sort();
  }
}

/** Of a composite key: what stands between its first two zero characters. */
function typeOf(key: string): string {
  return key.slice(1, key.indexOf('\0', 1));
}
