import { status } from '@grpc/grpc-js';
import type { common, peer } from '@hyperledger/fabric-protos';
import type { IndexedTransaction } from '../ledger/BlockCommit.js';
import type { Ledger } from '../ledger/Ledger.js';
import type { TransactionLocation } from '../ledger/TransactionLocation.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import type { CommitDelay } from './CommitDelay.js';
import type { Peer } from './Peer.js';
import { RpcError } from './RpcError.js';
import { Waiters } from './Waiters.js';

export interface EmbeddedPeerOptions {
  readonly mspId: string;
  /** `host:port` as others know it. */
  readonly address: string;
  readonly identity: SigningIdentity;
  readonly ledger: Pick<Ledger, 'height' | 'block' | 'locate'>;
  readonly delay: CommitDelay;
  readonly processProposal: Peer['processProposal'];
  /** After each change of the height: the ledger may forget what is below the lowest peer's. */
  readonly onAdvanced?: () => void;
}

interface PendingBlock {
  readonly number: number;
  readonly transactions: readonly IndexedTransaction[];
  readonly dueMs: number;
}

/**
 * An organisation's peer. It follows the ledger, each block later by its seeded delay, in order, and holds up nobody else.
 * After a restart it stands where the ledger does.
 */
export class EmbeddedPeer implements Peer {
  readonly #options: EmbeddedPeerOptions;
  readonly #pending: PendingBlock[] = [];
  readonly #blockWaiters = new Waiters<undefined>();
  readonly #transactionWaiters = new Map<string, Waiters<TransactionLocation>>();
  #height: number;
  #timer: NodeJS.Timeout | undefined;
  #stopped: Error | undefined;

  constructor(options: EmbeddedPeerOptions) {
    this.#options = options;
    this.#height = options.ledger.height;
  }

  get mspId(): string {
    return this.#options.mspId;
  }

  get address(): string {
    return this.#options.address;
  }

  get identity(): SigningIdentity {
    return this.#options.identity;
  }

  get height(): number {
    return this.#height;
  }

  block(number: number): common.Block | undefined {
    return number < this.#height ? this.#options.ledger.block(number) : undefined;
  }

  locate(txId: string): TransactionLocation | undefined {
    const location = this.#options.ledger.locate(txId);
    return location !== undefined && location.block < this.#height ? location : undefined;
  }

  async waitForBlock(number: number, signal: AbortSignal): Promise<void> {
    while (this.#height <= number) {
      this.#throwIfStopped();
      await this.#blockWaiters.wait(signal);
    }
  }

  async waitForTransaction(txId: string, signal: AbortSignal): Promise<TransactionLocation> {
    const location = this.locate(txId);
    if (location !== undefined) return location;
    this.#throwIfStopped();
    let waiters = this.#transactionWaiters.get(txId);
    if (waiters === undefined) this.#transactionWaiters.set(txId, (waiters = new Waiters()));
    try {
      return await waiters.wait(signal);
    } finally {
      if (waiters.size === 0 && this.#transactionWaiters.get(txId) === waiters) {
        this.#transactionWaiters.delete(txId);
      }
    }
  }

  async processProposal(signed: peer.SignedProposal, signal: AbortSignal): Promise<peer.ProposalResponse> {
    return this.#options.processProposal(signed, signal);
  }

  /** Tells that the ledger has committed a block: this peer commits it when its delay has passed. To be called in order. */
  blockCommitted(number: number, transactions: readonly IndexedTransaction[]): void {
    if (this.#stopped !== undefined) return;
    const dueMs = performance.now() + this.#options.delay.ms(this.mspId, number);
    this.#pending.push({ number, transactions, dueMs });
    if (this.#timer === undefined) this.#commitDue();
  }

  /** Ends all waiting; the height stays. */
  stop(): void {
    this.#stopped = new RpcError(status.UNAVAILABLE, `the peer of ${this.mspId} has stopped`);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.length = 0;
    this.#blockWaiters.fail(this.#stopped);
    for (const waiters of this.#transactionWaiters.values()) waiters.fail(this.#stopped);
    this.#transactionWaiters.clear();
  }

  #commitDue(): void {
    this.#timer = undefined;
    for (let head = this.#pending[0]; head !== undefined; head = this.#pending[0]) {
      const waitMs = head.dueMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => {
          this.#commitDue();
        }, waitMs);
        return;
      }
      this.#pending.shift();
      this.#commit(head);
    }
  }

  #commit({ number, transactions }: PendingBlock): void {
    this.#height = number + 1;
    this.#options.onAdvanced?.();
    this.#blockWaiters.wake(undefined);
    if (this.#transactionWaiters.size === 0) return;
    for (const { txId, index, code } of transactions) {
      const waiters = this.#transactionWaiters.get(txId);
      if (waiters === undefined) continue;
      // Before they run: the same id once more in this block is a duplicate, and only its first use counts.
      this.#transactionWaiters.delete(txId);
      waiters.wake({ block: number, index, code });
    }
  }

  #throwIfStopped(): void {
    if (this.#stopped !== undefined) throw this.#stopped;
  }
}
