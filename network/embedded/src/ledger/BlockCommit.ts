import type { common } from '@hyperledger/fabric-protos';
import type { StateUpdate } from './StateUpdate.js';

/** One transaction of a block as it is indexed. */
export interface IndexedTransaction {
  readonly index: number;
  /** Empty for an envelope that has none. */
  readonly txId: string;
  /** `peer.TxValidationCode` */
  readonly code: number;
}

/** A write to a public key, for the history. */
export interface HistoryWrite {
  readonly namespace: string;
  readonly key: Uint8Array;
  readonly tx: number;
  readonly value: Uint8Array | undefined;
}

/** A collection's write set in clear that an organisation's peer keeps, for the streams with private data. */
export interface PrivateWriteSet {
  readonly mspId: string;
  readonly tx: number;
  readonly namespace: string;
  readonly collection: string;
  /** `kvrwset.KVRWSet` bytes */
  readonly rwset: Uint8Array;
  /** The block at whose commit it is removed; `undefined`: never. */
  readonly expiresAt: number | undefined;
}

/** A private key whose values written by this transaction and by earlier ones must go from every store. */
export interface PrivateKeyPurge {
  /** Of the purging transaction in its block: later ones of the block may write the key again. */
  readonly tx: number;
  readonly namespace: string;
  readonly collection: string;
  readonly keyHash: Uint8Array;
}

/** State that goes when a block is committed, if it has still this version: of collections with a block-to-live. */
export interface StateExpiry {
  readonly atBlock: number;
  readonly space: string;
  readonly key: Uint8Array;
  readonly version: { readonly block: number; readonly tx: number };
}

/** All that one block changes; committed whole or not at all. */
export interface BlockCommit {
  /** With its metadata complete: signature, flags, commit hash. */
  readonly block: common.Block;
  readonly transactions: readonly IndexedTransaction[];
  readonly updates: readonly StateUpdate[];
  readonly history: readonly HistoryWrite[];
  readonly privateWrites: readonly PrivateWriteSet[];
  readonly expiries: readonly StateExpiry[];
  readonly purges: readonly PrivateKeyPurge[];
}
