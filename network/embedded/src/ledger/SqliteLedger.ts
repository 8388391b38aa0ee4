import type { common } from '@hyperledger/fabric-protos';
import { blockHeaderHash } from '../blocks/blockHeaderHash.js';
import type { BlockCommit, HistoryWrite } from './BlockCommit.js';
import { BlockTable } from './BlockTable.js';
import { ExpiryTable } from './ExpiryTable.js';
import { HeldHeights } from './HeldHeights.js';
import type { HistoryEntry } from './HistoryEntry.js';
import { historyStampOf } from './historyStampOf.js';
import { HistoryTable } from './HistoryTable.js';
import type { Ledger } from './Ledger.js';
import { PrivateWriteTable } from './PrivateWriteTable.js';
import { SqliteSnapshot } from './SqliteSnapshot.js';
import { SqliteTransientStore } from './SqliteTransientStore.js';
import type { StateSnapshot } from './StateSnapshot.js';
import { StateTable } from './StateTable.js';
import { StateWriter } from './StateWriter.js';
import { StoreConnection } from './StoreConnection.js';
import type { StoredPrivateWrites } from './StoredPrivateWrites.js';
import type { TransactionLocation } from './TransactionLocation.js';
import type { TransientStore } from './TransientStore.js';
import { UndoLog } from './UndoLog.js';

/**
 * The ledger in one SQLite file: the newest state in a table, and in memory what the newest blocks changed, for snapshots of older
 * heights. Opened, it keeps the heights from its newest on. Every method may throw LedgerStoreError.
 */
export class SqliteLedger implements Ledger {
  readonly transientStore: TransientStore;
  readonly #connection: StoreConnection;
  readonly #blocks: BlockTable;
  readonly #state: StateTable;
  readonly #history: HistoryTable;
  readonly #expiries: ExpiryTable;
  readonly #privateWrites: PrivateWriteTable;
  readonly #undo = new UndoLog();
  readonly #held: HeldHeights;
  #height: number;
  #lastHash: Uint8Array;

  private constructor(
    connection: StoreConnection,
    blocks: BlockTable,
    newest: ReturnType<BlockTable['newest']>,
  ) {
    this.#connection = connection;
    this.transientStore = new SqliteTransientStore(connection);
    this.#blocks = blocks;
    this.#state = new StateTable(connection);
    this.#history = new HistoryTable(connection);
    this.#expiries = new ExpiryTable(connection);
    this.#privateWrites = new PrivateWriteTable(connection);
    this.#height = newest === undefined ? 0 : newest.number + 1;
    this.#lastHash = newest?.hash ?? new Uint8Array();
    this.#held = new HeldHeights(this.#height);
  }

  /**
   * Opens the ledger in a file; makes an empty one when there is none.
   *
   * @param options.maxBytes how big the file may become; without it, as the disk allows
   * @throws LedgerStoreError `STORE_LOCKED` when another process has it open, `STORE_FORMAT` when it is another kind of file or of
   * another version, `STORE_CORRUPT`, `STORE_FAILED`
   */
  static open(file: string, options: { readonly maxBytes?: number } = {}): SqliteLedger {
    const connection = StoreConnection.open(file, options.maxBytes);
    try {
      const blocks = new BlockTable(connection);
      return new SqliteLedger(connection, blocks, blocks.newest());
    } catch (error) {
      connection.abandon();
      throw error;
    }
  }

  get height(): number {
    return this.#height;
  }

  get lastHash(): Uint8Array {
    return this.#lastHash;
  }

  snapshot(height: number): StateSnapshot {
    const lowest = this.#held.lowest;
    if (!(height >= lowest && height <= this.#height)) {
      throw new RangeError(
        `no state at height ${String(height)}: the ledger has it from ${String(lowest)} to ${String(this.#height)}`,
      );
    }
    this.#held.hold(height);
    return new SqliteSnapshot(height, this.#state, this.#history, this.#undo, () => {
      this.#held.release(height);
      this.#forget();
    });
  }

  forgetBelow(height: number): void {
    this.#held.askFrom(Math.min(height, this.#height));
    this.#forget();
  }

  block(number: number): common.Block | undefined {
    return number < this.#height ? this.#blocks.block(number) : undefined;
  }

  blockNumberByHash(hash: Uint8Array): number | undefined {
    return this.#blocks.numberByHash(hash);
  }

  locate(txId: string): TransactionLocation | undefined {
    return this.#blocks.locate(txId);
  }

  privateWrites(block: number, mspId: string): readonly StoredPrivateWrites[] {
    return this.#privateWrites.ofOrganisation(block, mspId);
  }

  commit(commit: BlockCommit): void {
    const hash = this.#hashOfNext(commit.block);
    const number = this.#height;
    const before = this.#connection.transaction(() => this.#write(number, hash, commit));
    this.#undo.record(number, before);
    this.#height = number + 1;
    this.#lastHash = hash;
  }

  close(): void {
    this.#connection.close();
  }

  #forget(): void {
    this.#undo.forgetBelow(this.#held.lowest);
  }

  #hashOfNext(block: common.Block): Uint8Array {
    const header = block.getHeader();
    const number = header?.getNumber();
    if (header === undefined || number !== this.#height) {
      throw new RangeError(
        `block number should have been ${String(this.#height)} but was ${String(number ?? 'none')}`,
      );
    }
    const previous = header.getPreviousHash_asU8();
    if (Buffer.compare(previous, this.#lastHash) !== 0) {
      throw new RangeError(
        `unexpected Previous block hash. Expected PreviousHash = [${hex(this.#lastHash)}], PreviousHash referred in the latest block= [${hex(previous)}]`,
      );
    }
    return blockHeaderHash(header);
  }

  #write(number: number, hash: Uint8Array, commit: BlockCommit): StateWriter['before'] {
    this.#blocks.add(number, hash, commit.block.serializeBinary(), commit.transactions);
    this.#privateWrites.expire(number);
    this.#privateWrites.add(number, commit.privateWrites);
    for (const purge of commit.purges) this.#privateWrites.purge(number, purge);
    this.#writeHistory(number, commit.block, commit.history);
    return this.#writeState(number, commit);
  }

  #writeHistory(number: number, block: common.Block, history: readonly HistoryWrite[]): void {
    const envelopes = block.getData()?.getDataList_asU8() ?? [];
    const stamps = new Map<number, Pick<HistoryEntry, 'txId' | 'timestamp'>>();
    for (const { namespace, key, tx, value } of history) {
      const stamp = stamps.get(tx) ?? historyStampOf(envelopes[tx] ?? new Uint8Array());
      stamps.set(tx, stamp);
      this.#history.add(namespace, key, number, tx, { ...stamp, value });
    }
  }

  #writeState(number: number, commit: BlockCommit): StateWriter['before'] {
    const writer = new StateWriter(this.#state);
    this.#expiries.expire(number, this.#state, writer);
    for (const { space, key, entry } of commit.updates) writer.write(space, key, entry);
    for (const expiry of commit.expiries) this.#expiries.add(expiry);
    return writer.before;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
