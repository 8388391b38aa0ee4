/**
 * A map whose entries can be had in the order of their keys, JavaScript's of strings. The keys are sorted when that order is first
 * asked for, and then kept sorted while keys are only added.
 */
export class OrderedMap<Value> extends Map<string, Value> {
  #sorted: string[] | undefined;

  override set(key: string, value: Value): this {
    if (this.#sorted !== undefined && !this.has(key)) {
      this.#sorted.splice(lowerBound(this.#sorted, key), 0, key);
    }
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    const deleted = super.delete(key);
    if (deleted) this.#sorted = undefined;
    return deleted;
  }

  /** The entries from `start` (included) to `end` (excluded; `undefined`: to the end), in order. */
  range(start: string, end: string | undefined): (readonly [key: string, value: Value])[] {
    const sorted = (this.#sorted ??= [...this.keys()].sort());
    const found: (readonly [string, Value])[] = [];
    for (let index = lowerBound(sorted, start); index < sorted.length; index++) {
      const key = sorted[index];
      if (key === undefined || (end !== undefined && key >= end)) break;
      const value = this.get(key);
      if (value !== undefined) found.push([key, value]);
    }
    return found;
  }
}

function lowerBound(sorted: readonly string[], start: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const key = sorted[middle];
    if (key !== undefined && key < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
