import type { ledger } from '@hyperledger/fabric-protos';
import type { HistoryEntry } from '../ledger/HistoryEntry.js';
import type { RangeIterator } from './RangeIterator.js';

/**
 * Runs one proposal against a peer's snapshot and records what it reads and writes. As in Fabric, a transaction does not read
 * its own writes. Keys are strings, checked by the caller. Every method may throw SimulationError with Fabric's text.
 */
export interface TxSimulator {
  getState(namespace: string, key: string): Uint8Array | undefined;
  setState(namespace: string, key: string, value: Uint8Array): void;
  deleteState(namespace: string, key: string): void;
  getStateMetadata(namespace: string, key: string): ReadonlyMap<string, Uint8Array>;
  setStateMetadata(namespace: string, key: string, metadata: ReadonlyMap<string, Uint8Array>): void;
  /**
   * `end` empty: to the end of the namespace. `pageSize` 0: the whole range, not paginated. Below 0: paginated without a limit,
   * which is what a bookmark with page size 0 means to Fabric (it too forbids writes).
   */
  getStateRange(namespace: string, start: string, end: string, pageSize: number): RangeIterator;
  getHistory(namespace: string, key: string): Iterator<HistoryEntry>;

  getPrivateData(namespace: string, collection: string, key: string): Uint8Array | undefined;
  getPrivateDataHash(namespace: string, collection: string, key: string): Uint8Array | undefined;
  setPrivateData(namespace: string, collection: string, key: string, value: Uint8Array): void;
  deletePrivateData(namespace: string, collection: string, key: string): void;
  purgePrivateData(namespace: string, collection: string, key: string): void;
  getPrivateDataMetadata(namespace: string, collection: string, key: string): ReadonlyMap<string, Uint8Array>;
  setPrivateDataMetadata(
    namespace: string,
    collection: string,
    key: string,
    metadata: ReadonlyMap<string, Uint8Array>,
  ): void;
  getPrivateDataRange(namespace: string, collection: string, start: string, end: string): RangeIterator;

  /** Rich queries: always refused, as by a LevelDB state, but first by the rules that a transaction's queries have. */
  executeQuery(paginated: boolean): never;
  executePrivateDataQuery(namespace: string, collection: string): never;

  /** Ends the simulation and gives what it did. Call once; `release` must follow in any case. */
  results(): SimulationResults;
  /** Frees the snapshot; safe to call twice. */
  release(): void;
}

export interface SimulationResults {
  readonly readWriteSet: ledger.rwset.TxReadWriteSet;
  /** `undefined`: no private writes. */
  readonly privateWrites: ledger.rwset.TxPvtReadWriteSet | undefined;
  /** Whose policies the transaction needs, for the endorsement plan. */
  readonly footprint: SimulationFootprint;
}

/** What a transaction touched, as `peer.ChaincodeInterest` needs it. By namespace in order; system namespaces are the reader's to skip. */
export interface SimulationFootprint {
  readonly namespaces: ReadonlyMap<string, NamespaceFootprint>;
}

export interface NamespaceFootprint {
  /**
   * Collections whose policy is needed: a key that has no policy of its own was written, or clear text was read
   * (`privateReads`). One whose hashes alone were read, or whose written keys all have policies, is not among them.
   */
  readonly collections: ReadonlyMap<string, { readonly privateReads: boolean }>;
  /**
   * Whether the chaincode's own policy is needed: a public key that has no policy of its own was written, or nothing at all
   * was written in this namespace. False with {@link keyPolicies}: DisregardNamespacePolicy.
   */
  readonly chaincodePolicyRequired: boolean;
  /** Committed key-level policies (VALIDATION_PARAMETER bytes) of written keys, public and private, one per key. */
  readonly keyPolicies: readonly Uint8Array[];
}
