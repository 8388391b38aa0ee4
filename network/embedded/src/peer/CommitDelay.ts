import { createHash } from 'node:crypto';

/** How much later than the first peer each organisation's peer commits a block: a draw that a seed fixes. */
export class CommitDelay {
  readonly #seed: number;
  readonly #maxMs: number;

  constructor(seed: number, maxMs: number) {
    this.#seed = seed;
    this.#maxMs = maxMs;
  }

  /** Whole milliseconds from 0 to `maxMs`, both included: the same for the same seed, organisation and block. */
  ms(mspId: string, block: number): number {
    if (this.#maxMs === 0) return 0;
    const digest = createHash('sha256').update(`${this.#seed}/${mspId}/${block}`).digest();
    return digest.readUInt32BE(0) % (this.#maxMs + 1);
  }
}
