/** Which heights may still be read: from the lowest that peers ask for, and those of snapshots in use. */
export class HeldHeights {
  #lowestAsked: number;
  /** Snapshots in use, by height. */
  readonly #snapshots = new Map<number, number>();

  constructor(lowest: number) {
    this.#lowestAsked = lowest;
  }

  get lowest(): number {
    return Math.min(this.#lowestAsked, ...this.#snapshots.keys());
  }

  /** Never goes back. */
  askFrom(height: number): void {
    this.#lowestAsked = Math.max(this.#lowestAsked, height);
  }

  hold(height: number): void {
    this.#snapshots.set(height, (this.#snapshots.get(height) ?? 0) + 1);
  }

  release(height: number): void {
    const left = (this.#snapshots.get(height) ?? 0) - 1;
    if (left > 0) this.#snapshots.set(height, left);
    else this.#snapshots.delete(height);
  }
}
