import type { common } from '@hyperledger/fabric-protos';

/** Validates a signed block and appends it to the ledger. */
export interface Committer {
  /** @throws LedgerStoreError when the store did not take it: the same block may be given again */
  commit(block: common.Block): Promise<void>;
}
