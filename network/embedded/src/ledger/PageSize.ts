const FIRST = 16;
const LARGEST = 512;
const BYTES = 1_048_576;

/** How many rows to read at a time: few at first, as most ranges are short, then as many as make about a mebibyte. */
export class PageSize {
  #rows = FIRST;

  get rows(): number {
    return this.#rows;
  }

  /** Chooses the next page's size by what the last one held. */
  learn(rows: number, bytes: number): void {
    const fitting = Math.ceil((BYTES * rows) / Math.max(bytes, 1));
    this.#rows = Math.max(1, Math.min(LARGEST, this.#rows * 4, fitting));
  }
}
