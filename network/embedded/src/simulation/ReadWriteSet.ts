import type { Version } from '../ledger/Version.js';
import type { KeyRead } from './KeyRead.js';
import type { RangeQuery } from './RangeQuery.js';

/** A transaction's public read-write set (`rwset.TxReadWriteSet`) by namespace, in the order of the message. */
export interface ReadWriteSet {
  readonly namespaces: readonly NamespaceReadWriteSet[];
}

export interface NamespaceReadWriteSet extends KeyReadWriteSet {
  readonly namespace: string;
  readonly collections: readonly CollectionReadWriteSet[];
}

/** `kvrwset.KVRWSet`: of a namespace, or in clear of a collection. */
export interface KeyReadWriteSet {
  readonly reads: readonly KeyRead[];
  readonly rangeQueries: readonly RangeQuery[];
  readonly writes: readonly KeyWrite[];
  readonly metadataWrites: readonly KeyMetadataWrite[];
}

export interface KeyWrite {
  readonly key: string;
  /** `undefined`: the key is deleted, which is also what Fabric takes an empty value for. */
  readonly value: Uint8Array | undefined;
}

export interface KeyMetadataWrite {
  readonly key: string;
  /** All metadata that the key has from then on: none deletes it. */
  readonly metadata: ReadonlyMap<string, Uint8Array>;
}

/** What a transaction did in a collection, as everybody sees it (`kvrwset.HashedRWSet`). */
export interface CollectionReadWriteSet {
  readonly collection: string;
  readonly reads: readonly HashedRead[];
  readonly writes: readonly HashedWrite[];
  readonly metadataWrites: readonly HashedMetadataWrite[];
  /** SHA-256 of the collection's write set in clear; `undefined`: nothing was written. */
  readonly privateHash: Uint8Array | undefined;
}

export interface HashedRead {
  readonly keyHash: Uint8Array;
  readonly version: Version | undefined;
}

export interface HashedWrite {
  readonly keyHash: Uint8Array;
  /** `undefined`: the key is deleted, which is also what Fabric takes the hash of an empty value for. */
  readonly valueHash: Uint8Array | undefined;
  /** Past values of the key must go too. */
  readonly purge: boolean;
}

export interface HashedMetadataWrite {
  readonly keyHash: Uint8Array;
  readonly metadata: ReadonlyMap<string, Uint8Array>;
}
