import type { MerkleSummary } from './MerkleSummary.js';
import { sha256 } from '../ledger/sha256.js';

/**
 * Fabric's tree over range query results. A level that gets more than `maxDegree` nodes becomes one node of the next level at
 * once, so that no more than a few hashes are held, whatever the number of results.
 */
export class MerkleTree {
  readonly #maxDegree: number;
  /** Nodes by level; index 0 is level 1, of leaves. */
  readonly #levels: Uint8Array[][] = [[]];

  /** @param maxDegree at least 2 */
  constructor(maxDegree: number) {
    this.#maxDegree = maxDegree;
  }

  get isEmpty(): boolean {
    return this.#levels.length === 1 && this.#top.length === 0;
  }

  /** The state so far: below the top level there may be more. */
  get summary(): MerkleSummary {
    return { maxDegree: this.#maxDegree, maxLevel: this.#levels.length, hashes: [...this.#top] };
  }

  add(leaf: Uint8Array): void {
    let node = leaf;
    for (let level = 0; ; level++) {
      const nodes = this.#append(level, node);
      if (nodes.length <= this.#maxDegree) return;
      node = sha256(Buffer.concat(nodes));
      this.#levels[level] = [];
    }
  }

  /** Carries what is left on lower levels up to the top. A single node rises as it is. */
  finish(): void {
    for (let level = 0; level < this.#levels.length - 1; level++) {
      const nodes = this.#levels[level] ?? [];
      const [first, second] = nodes;
      if (first === undefined) continue;
      this.#levels[level] = [];
      this.#append(level + 1, second === undefined ? first : sha256(Buffer.concat(nodes)));
    }
    const top = this.#top;
    if (top.length > this.#maxDegree) {
      this.#levels[this.#levels.length - 1] = [];
      this.#levels.push([sha256(Buffer.concat(top))]);
    }
  }

  get #top(): readonly Uint8Array[] {
    return this.#levels.at(-1) ?? [];
  }

  #append(level: number, node: Uint8Array): readonly Uint8Array[] {
    const nodes = this.#levels[level] ?? [];
    nodes.push(node);
    this.#levels[level] = nodes;
    return nodes;
  }
}
