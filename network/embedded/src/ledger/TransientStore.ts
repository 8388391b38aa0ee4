import type { ledger } from '@hyperledger/fabric-protos';

/** Private write sets of endorsed transactions until they commit, durably: by transaction and endorsing organisation. */
export interface TransientStore {
  /** @throws LedgerStoreError */
  put(txId: string, mspId: string, receivedAtHeight: number, writes: ledger.rwset.TxPvtReadWriteSet): void;
  /** Of every organisation that endorsed it. */
  get(txId: string): readonly { readonly mspId: string; readonly writes: ledger.rwset.TxPvtReadWriteSet }[];
  remove(txIds: readonly string[]): void;
  /** Drops what was received at a height below this: never committed. */
  removeBelow(height: number): void;
}
