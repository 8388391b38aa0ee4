import type { common } from '@hyperledger/fabric-protos';
import type { BlockCommit } from './BlockCommit.js';
import type { StateSnapshot } from './StateSnapshot.js';
import type { StoredPrivateWrites } from './StoredPrivateWrites.js';
import type { TransactionLocation } from './TransactionLocation.js';

/**
 * The channel's blocks, state, history and private stores in one database. What a peer sees is a height of it: peers lag
 * behind the newest block, and never go back.
 */
export interface Ledger {
  /** Number of committed blocks. */
  readonly height: number;
  /** Hash of the newest block's header; empty before block 0. */
  readonly lastHash: Uint8Array;
  /** @throws RangeError for a height that is not committed, or older than any that is kept */
  snapshot(height: number): StateSnapshot;
  /** Tells that nobody will ask for snapshots below this height again (the lowest peer's). */
  forgetBelow(height: number): void;
  /** Shared by all that ask for it: not to be changed. */
  block(number: number): common.Block | undefined;
  blockNumberByHash(hash: Uint8Array): number | undefined;
  /** Of the first transaction with this id. */
  locate(txId: string): TransactionLocation | undefined;
  /** The private write sets that an organisation's peer holds of a block, by (tx, namespace, collection) in order. */
  privateWrites(block: number, mspId: string): readonly StoredPrivateWrites[];
  /**
   * Appends a block, with everything in it, atomically and durably against kill -9.
   *
   * The block is not to be changed afterwards.
   *
   * @throws LedgerStoreError `STORE_FULL` or `STORE_FAILED`: nothing was written, and it may be tried again
   * @throws RangeError when it is not the next block of the chain
   */
  commit(commit: BlockCommit): void;
  close(): void;
}
