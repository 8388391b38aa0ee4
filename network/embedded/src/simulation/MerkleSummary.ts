/** Stands for the results of a long range query: the hashes at the highest level of a tree over them. */
export interface MerkleSummary {
  /** A node has up to `maxDegree + 1` children. */
  readonly maxDegree: number;
  readonly maxLevel: number;
  /** SHA-256 each */
  readonly hashes: readonly Uint8Array[];
}
