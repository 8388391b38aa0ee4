import type { Definitions } from '../definitions/Definitions.js';
import type { HistoryEntry } from '../ledger/HistoryEntry.js';
import type { StateEntry } from '../ledger/StateEntry.js';
import type { StateSnapshot } from '../ledger/StateSnapshot.js';
import { hashedSpace, privateSpace, publicSpace } from '../ledger/spaces.js';
import type { Version } from '../ledger/Version.js';
import { assertText } from './assertText.js';
import type { CollectionRecord } from './CollectionRecord.js';
import { footprintOf } from './footprintOf.js';
import { keyBytes } from './keyBytes.js';
import { NamespaceRecord } from './NamespaceRecord.js';
import type { RangeIterator } from './RangeIterator.js';
import { readWriteSetsOf } from './readWriteSetsOf.js';
import { RecordedRange } from './RecordedRange.js';
import { sha256 } from '../ledger/sha256.js';
import { SimulationError } from './SimulationError.js';
import { SnapshotRange } from './SnapshotRange.js';
import type { SimulationResults, TxSimulator } from './TxSimulator.js';

type Metadata = ReadonlyMap<string, Uint8Array>;

/** {@link TxSimulator} over a snapshot of the state, as Fabric's simulator is over its state database (LevelDB). */
export class SnapshotSimulator implements TxSimulator {
  readonly #snapshot: StateSnapshot;
  readonly #mspId: string;
  readonly #txId: string;
  readonly #definitions: Definitions;
  readonly #namespaces = new Map<string, NamespaceRecord>();
  readonly #ranges: { readonly namespace: string; readonly range: RecordedRange }[] = [];
  /** Ends what still reads the snapshot. */
  readonly #closers: (() => void)[] = [];
  #wrote = false;
  #queriedPrivateData = false;
  #queriedPages = false;
  #gaveResults = false;
  #released = false;

  /**
   * @param snapshot released with the simulator
   * @param mspId whose peer's private data is read
   * @param options definitions: which collections there are
   */
  constructor(
    snapshot: StateSnapshot,
    mspId: string,
    txId: string,
    options: { readonly definitions: Definitions },
  ) {
    this.#snapshot = snapshot;
    this.#mspId = mspId;
    this.#txId = txId;
    this.#definitions = options.definitions;
  }

  getState(namespace: string, key: string): Uint8Array | undefined {
    return this.#read(namespace, key)?.value;
  }

  setState(namespace: string, key: string, value: Uint8Array): void {
    this.#checkWrite(key);
    this.#namespace(namespace).writes.set(key, value.length === 0 ? undefined : value);
  }

  deleteState(namespace: string, key: string): void {
    this.#checkWrite(key);
    this.#namespace(namespace).writes.set(key, undefined);
  }

  getStateMetadata(namespace: string, key: string): Metadata {
    return this.#read(namespace, key)?.metadata ?? new Map();
  }

  setStateMetadata(namespace: string, key: string, metadata: Metadata): void {
    this.#checkWrite(key, metadata);
    this.#namespace(namespace).metadataWrites.set(key, metadata);
  }

  getStateRange(namespace: string, start: string, end: string, pageSize: number): RangeIterator {
    if (pageSize !== 0) this.#beginPages();
    this.#checkNotReleased();
    const found = this.#openRange(publicSpace(namespace), start, end, pageSize);
    const range = new RecordedRange(found, start, end);
    this.#ranges.push({ namespace, range });
    return range;
  }

  getHistory(namespace: string, key: string): Iterator<HistoryEntry> {
    this.#checkNotReleased();
    const history = this.#snapshot.history(namespace, keyBytes(key));
    this.#closers.push(() => history.return?.());
    return history;
  }

  getPrivateData(namespace: string, collection: string, key: string): Uint8Array | undefined {
    this.#checkCollection(namespace, collection);
    const clear = this.#snapshot.get(privateSpace(this.#mspId, namespace, collection), keyBytes(key));
    const hashed = this.#snapshot.get(hashedSpace(namespace, collection), sha256(key));
    if (!isSame(hashed?.version, clear?.version)) {
      throw new SimulationError(
        'private data matching public hash version is not available. ' +
          `Public hash version = ${textOf(hashed?.version)}, Private data version = ${textOf(clear?.version)}`,
      );
    }
    const record = this.#collection(namespace, collection);
    record.addRead(key, hashed);
    record.readInClear = true;
    return clear?.value;
  }

  getPrivateDataHash(namespace: string, collection: string, key: string): Uint8Array | undefined {
    return this.#readHashed(namespace, collection, key)?.value;
  }

  setPrivateData(namespace: string, collection: string, key: string, value: Uint8Array): void {
    this.#writePrivate(namespace, collection, key, value.length === 0 ? undefined : value, false);
  }

  deletePrivateData(namespace: string, collection: string, key: string): void {
    this.#writePrivate(namespace, collection, key, undefined, false);
  }

  purgePrivateData(namespace: string, collection: string, key: string): void {
    this.#writePrivate(namespace, collection, key, undefined, true);
  }

  getPrivateDataMetadata(namespace: string, collection: string, key: string): Metadata {
    return this.#readHashed(namespace, collection, key)?.metadata ?? new Map();
  }

  setPrivateDataMetadata(namespace: string, collection: string, key: string, metadata: Metadata): void {
    this.#checkCollection(namespace, collection);
    this.#checkWrite(key, metadata);
    this.#collection(namespace, collection).metadataWrites.set(key, metadata);
  }

  getPrivateDataRange(namespace: string, collection: string, start: string, end: string): RangeIterator {
    this.#beginPrivateDataQuery(namespace, collection);
    return this.#openRange(privateSpace(this.#mspId, namespace, collection), start, end, 0);
  }

  executeQuery(paginated: boolean): never {
    if (paginated) this.#beginPages();
    throw new SimulationError(`ExecuteQuery${paginated ? 'WithMetadata' : ''} not supported for leveldb`);
  }

  executePrivateDataQuery(namespace: string, collection: string): never {
    this.#beginPrivateDataQuery(namespace, collection);
    return this.executeQuery(false);
  }

  results(): SimulationResults {
    if (this.#gaveResults) {
      throw new SimulationError(
        'this function should only be called once on a transaction simulator instance',
      );
    }
    this.#checkNotReleased();
    this.#gaveResults = true;
    for (const { namespace, range } of this.#ranges) this.#namespace(namespace).addRangeQuery(range.query());
    const committed = (space: string, key: Uint8Array): StateEntry | undefined =>
      this.#snapshot.get(space, key);
    return {
      ...readWriteSetsOf(this.#namespaces),
      footprint: footprintOf(this.#namespaces, committed),
    };
  }

  release(): void {
    if (this.#released) return;
    this.#released = true;
    try {
      for (const close of this.#closers) close();
    } finally {
      this.#snapshot.release();
    }
  }

  #read(namespace: string, key: string): StateEntry | undefined {
    this.#checkNotReleased();
    const entry = this.#snapshot.get(publicSpace(namespace), keyBytes(key));
    this.#namespace(namespace).addRead(key, entry);
    return entry;
  }

  #readHashed(namespace: string, collection: string, key: string): StateEntry | undefined {
    this.#checkCollection(namespace, collection);
    assertText(key);
    const entry = this.#snapshot.get(hashedSpace(namespace, collection), sha256(key));
    this.#collection(namespace, collection).addRead(key, entry);
    return entry;
  }

  #writePrivate(
    namespace: string,
    collection: string,
    key: string,
    value: Uint8Array | undefined,
    purge: boolean,
  ): void {
    this.#checkCollection(namespace, collection);
    this.#checkWrite(key);
    this.#collection(namespace, collection).writes.set(key, { value, purge });
  }

  #openRange(space: string, start: string, end: string, pageSize: number): SnapshotRange {
    const last = end === '' ? undefined : keyBytes(end);
    const range = new SnapshotRange(this.#snapshot.range(space, keyBytes(start), last), pageSize);
    this.#closers.push(() => {
      range.close();
    });
    return range;
  }

  #beginPages(): void {
    this.#refuseIf(this.#wrote, 'Paginated queries are supported only in a read-only transaction');
    this.#queriedPages = true;
  }

  #beginPrivateDataQuery(namespace: string, collection: string): void {
    this.#refuseIf(this.#wrote, 'Queries on pvt data is supported only in a read-only transaction');
    this.#queriedPrivateData = true;
    this.#checkCollection(namespace, collection);
  }

  #namespace(name: string): NamespaceRecord {
    let record = this.#namespaces.get(name);
    if (record === undefined) this.#namespaces.set(name, (record = new NamespaceRecord()));
    return record;
  }

  #collection(namespace: string, collection: string): CollectionRecord {
    return this.#namespace(namespace).collection(collection);
  }

  #checkNotReleased(): void {
    if (this.#released) {
      throw new SimulationError('this instance should not be used after calling Done()');
    }
  }

  #checkWrite(key: string, metadata?: Metadata): void {
    this.#checkNotReleased();
    this.#refuseIf(
      this.#queriedPrivateData,
      'Transaction has already performed queries on pvt data. Writes are not allowed',
    );
    this.#refuseIf(
      this.#queriedPages,
      'Transaction has already performed a paginated query. Writes are not allowed',
    );
    assertText(key);
    for (const name of metadata?.keys() ?? []) assertText(name);
    this.#wrote = true;
  }

  #checkCollection(namespace: string, collection: string): void {
    this.#checkNotReleased();
    const definition = this.#definitions.find(namespace);
    if (definition === undefined) {
      throw new SimulationError(
        `collection config not defined for chaincode [${namespace}], pass the collection configuration upon chaincode definition/instantiation`,
      );
    }
    if (definition.collection(collection) === undefined) {
      throw new SimulationError(
        `collection [${collection}] not defined in the collection config for chaincode [${namespace}]`,
      );
    }
  }

  #refuseIf(refused: boolean, why: string): void {
    // The misspelling is Fabric's, and clients may look for it.
    if (refused) throw new SimulationError(`txid [${this.#txId}]: unsuppored transaction. ${why}`);
  }
}

function isSame(left: Version | undefined, right: Version | undefined): boolean {
  return left?.block === right?.block && left?.tx === right?.tx;
}

function textOf(version: Version | undefined): string {
  return version === undefined ? '<nil>' : `{BlockNum: ${version.block}, TxNum: ${version.tx}}`;
}
