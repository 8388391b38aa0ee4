/** Measures how long the parts of a long work take, by the wall clock. */
export class Stopwatch {
  readonly #started = performance.now();
  readonly #laps: { readonly name: string; readonly seconds: number }[] = [];
  #lapStarted = this.#started;

  /** Seconds since the start. */
  get seconds(): number {
    return round((performance.now() - this.#started) / 1000);
  }

  /** The parts so far, with their seconds. */
  get laps(): readonly { readonly name: string; readonly seconds: number }[] {
    return this.#laps;
  }

  /** Ends a part that began with the one before. */
  lap(name: string): void {
    const now = performance.now();
    this.#laps.push({ name, seconds: round((now - this.#lapStarted) / 1000) });
    this.#lapStarted = now;
  }
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
