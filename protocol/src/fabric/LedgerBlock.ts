/** A world-state or collection key; the parts of a Fabric composite key where it is one. */
export interface LedgerKey {
  readonly raw: string;
  /** Object type of a composite key; absent for a plain key. */
  readonly type?: string;
  readonly attributes: readonly string[];
}

export interface LedgerWrite {
  readonly key: LedgerKey;
  /** Absent when the key is deleted. */
  readonly value?: Uint8Array;
  readonly isDelete: boolean;
}

/** A write to world state. */
export interface PublicWrite extends LedgerWrite {
  /** The chaincode's name. */
  readonly namespace: string;
}

/** What a block tells everybody of one write to a collection. Hashes are SHA-256 in hex. */
export interface HashedWrite {
  readonly keyHash: string;
  /** Absent when the key is deleted or purged. */
  readonly valueHash?: string;
  readonly isDelete: boolean;
  readonly isPurge: boolean;
}

/** One transaction's writes to one collection. */
export interface CollectionWrites {
  readonly namespace: string;
  readonly collection: string;
  readonly hashed: readonly HashedWrite[];
  /**
   * The writes themselves, as far as the peer gave them: not to strangers, not when it has not got them yet, and
   * without those purged since (fewer than `hashed` then).
   */
  readonly writes: readonly LedgerWrite[] | 'notAvailable';
}

export interface ContractEvent {
  readonly chaincode: string;
  readonly name: string;
  readonly payload: Uint8Array;
}

/** Who signed a transaction. */
export interface Creator {
  readonly mspId: string;
  /** SHA-256 of the certificate's public key, hex, as roles name it; absent when the identity is no certificate. */
  readonly keyHash?: string;
}

/** One transaction of a block. An invalid one wrote nothing: its writes, collections and event are left out. */
export interface LedgerTransaction {
  /** Position in the block, from 0. */
  readonly index: number;
  /** Transaction id; empty for configuration. */
  readonly id: string;
  /** `unreadable` only of invalid ones: anybody may send garbage to the orderers. */
  readonly type: 'endorser' | 'config' | 'other' | 'unreadable';
  /** The client's timestamp, milliseconds since 1970. */
  readonly channelTime: number;
  readonly creator?: Creator;
  /** VALID or why not, such as MVCC_READ_CONFLICT. */
  readonly validationCode: string;
  readonly chaincode?: string;
  /** `contract:function`. */
  readonly function?: string;
  readonly requestId?: string;
  /**
   * Of a valid one: the request as it was called with, JSON in UTF-8. Sealed datasets are read from here: what a transaction
   * puts into state and takes out again is in no write of it.
   */
  readonly request?: Uint8Array;
  /** MSP ids of the peers that endorsed. */
  readonly endorsers: readonly string[];
  readonly writes: readonly PublicWrite[];
  readonly collections: readonly CollectionWrites[];
  readonly event?: ContractEvent;
}

/** A block as a peer delivered it. Hashes in hex. */
export interface LedgerBlock {
  readonly number: number;
  /** Header hash of the block before; empty for block 0. */
  readonly previousHash: string;
  readonly dataHash: string;
  /** SHA-256 of this block's header in DER: what the next block's previousHash repeats. */
  readonly hash: string;
  readonly transactions: readonly LedgerTransaction[];
}
