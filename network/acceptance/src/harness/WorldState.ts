import { sha256Hex } from '@acequia/protocol';
import type { LedgerBlock, LedgerTransaction } from '@acequia/protocol/fabric';
import type { Member } from './Member.js';

/**
 * The ledger's state as one peer has committed it, followed from block 0: every key of world state with its value, and
 * of every collection the hashes that all peers hold. Two equal digests mean that nothing at all was written between.
 */
export class WorldState {
  readonly #reader: Member;
  readonly #settled: () => Promise<void>;
  readonly #state = new Map<string, string>();
  readonly #transactions = new Map<string, LedgerTransaction>();
  readonly #closing = new AbortController();
  #height = 0;
  #following: Promise<void> | undefined;
  #failure: Error | undefined;
  #wake: (() => void)[] = [];

  /**
   * @param reader whose peer is followed, and who may read blocks.
   * @param settled waits until that peer has what any other has.
   */
  constructor(reader: Member, settled: () => Promise<void>) {
    this.#reader = reader;
    this.#settled = settled;
  }

  start(): void {
    this.#following = this.#follow().catch((error: unknown) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#wakeAll();
    });
  }

  async stop(): Promise<void> {
    this.#closing.abort();
    await this.#following;
  }

  /** SHA-256 over all keys and values, once every block that any peer has now is applied. */
  async digest(): Promise<string> {
    await this.#catchUp();
    const lines = [...this.#state]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${key}=${value}`);
    return sha256Hex(lines.join('\n'));
  }

  /** A committed transaction, valid or not; undefined when no peer has a block with it. */
  async transaction(id: string): Promise<LedgerTransaction | undefined> {
    await this.#catchUp();
    return this.#transactions.get(id);
  }

  /** All committed transactions, in the order of the ledger. */
  async transactions(): Promise<readonly LedgerTransaction[]> {
    await this.#catchUp();
    return [...this.#transactions.values()];
  }

  async #catchUp(): Promise<void> {
    await this.#settled();
    const height = await this.#reader.client.height();
    while (this.#height < height) {
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  async #follow(): Promise<void> {
    const blocks = this.#reader.client.blocks({ startBlock: 0, signal: this.#closing.signal });
    for await (const block of blocks) {
      this.#apply(block);
      this.#wakeAll();
    }
  }

  #apply(block: LedgerBlock): void {
    for (const transaction of block.transactions) {
      this.#transactions.set(transaction.id, transaction);
      for (const write of transaction.writes) {
        this.#put(
          `${write.namespace} ${write.key.raw}`,
          write.isDelete,
          write.value && sha256Hex(write.value),
        );
      }
      for (const { namespace, collection, hashed } of transaction.collections) {
        for (const { keyHash, isDelete, isPurge, valueHash } of hashed) {
          this.#put(`${namespace} ${collection} ${keyHash}`, isDelete || isPurge, valueHash);
        }
      }
    }
    this.#height = block.number + 1;
  }

  #put(key: string, isDelete: boolean, value: string | undefined): void {
    if (isDelete || value === undefined) this.#state.delete(key);
    else this.#state.set(key, value);
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
