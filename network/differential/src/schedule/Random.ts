/** Repeatable draws: mulberry32, which is plenty for choosing test steps. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to `below - 1`. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0];
  }

  /** `count` draws, one after the other. */
  times<T>(count: number, draw: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => draw(index));
  }

  /** One of the table's entries, by their weights. */
  weighted<T>(table: readonly (readonly [weight: number, entry: T])[]): T {
    const total = table.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.below(total);
    for (const [weight, entry] of table) {
      left -= weight;
      if (left < 0) return entry;
    }
    throw new Error('a table of weights needs an entry');
  }
}
