import { ledger } from '@hyperledger/fabric-protos';
import type { KeyRead } from './KeyRead.js';
import { kvReadOf } from './kvReadOf.js';
import type { MerkleSummary } from './MerkleSummary.js';
import { MerkleTree } from './MerkleTree.js';
import { sha256 } from '../ledger/sha256.js';

/** Fabric's, which no setting changes. */
const MAX_DEGREE = 50;

/**
 * Collects the results of a range query: up to `maxDegree` as they are, more as a Merkle summary. Used by the simulation and, with
 * the summary's own degree, by the check against phantoms. As Fabric's RangeQueryResultsHelper with hashing.
 */
export class RangeQueryResults {
  readonly #maxDegree: number;
  readonly #tree: MerkleTree;
  #pending: KeyRead[] = [];

  /** @param maxDegree at least 2; what {@link keyReadWriteSetOf} gives is */
  constructor(maxDegree = MAX_DEGREE) {
    this.#maxDegree = maxDegree;
    this.#tree = new MerkleTree(maxDegree);
  }

  /** Summary of the results so far, without those that wait for their leaf to be full. */
  get summary(): MerkleSummary {
    return this.#tree.summary;
  }

  add(result: KeyRead): void {
    this.#pending.push(result);
    if (this.#pending.length > this.#maxDegree) this.#addLeaf();
  }

  /** Call once, after the last result. */
  finish(): { readonly reads: readonly KeyRead[]; readonly summary: MerkleSummary | undefined } {
    if (this.#tree.isEmpty) return { reads: this.#pending, summary: undefined };
    if (this.#pending.length > 0) this.#addLeaf();
    this.#tree.finish();
    return { reads: [], summary: this.#tree.summary };
  }

  #addLeaf(): void {
    const leaf = new ledger.rwset.kvrwset.QueryReads();
    leaf.setKvReadsList(this.#pending.map(kvReadOf));
    this.#tree.add(sha256(leaf.serializeBinary()));
    this.#pending = [];
  }
}
