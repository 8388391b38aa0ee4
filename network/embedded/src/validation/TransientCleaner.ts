import { LedgerStoreError } from '../ledger/LedgerStoreError.js';
import type { TransientStore } from '../ledger/TransientStore.js';
import type { BlockTransaction } from './BlockTransaction.js';

/** Blocks after which what never committed goes (Fabric: peer.gossip.pvtData.transientstoreMaxBlockRetention). */
const RETENTION = 1000;

/** Removes private data of committed and of forgotten transactions from the transient store. */
export class TransientCleaner {
  readonly #transient: Pick<TransientStore, 'remove' | 'removeBelow'>;
  /** Committed, but not yet removed. */
  #due: string[] = [];

  constructor(transient: Pick<TransientStore, 'remove' | 'removeBelow'>) {
    this.#transient = transient;
  }

  /**
   * After a block's commit. What the store does not remove now is removed with a later block: the commit stands, so its caller
   * must not believe that it failed.
   */
  clean(block: number, transactions: readonly BlockTransaction[]): void {
    for (const { action } of transactions) {
      if (action?.readWriteSet.namespaces.some(({ collections }) => collections.length > 0)) {
        this.#due.push(action.txId);
      }
    }
    try {
      if (this.#due.length > 0) this.#transient.remove(this.#due);
      this.#due = [];
      if (block % RETENTION === 0 && block > RETENTION) this.#transient.removeBelow(block - RETENTION);
    } catch (error) {
      if (!(error instanceof LedgerStoreError)) throw error;
    }
  }
}
