import { createHash } from 'node:crypto';
import type { LedgerStub } from '../src/ledger/LedgerStub.js';
import type { StubEntry } from '../src/ledger/StubEntry.js';
import type { InMemoryStore } from './InMemoryStore.js';
import type { Signer } from './Signer.js';
import { TEST_CHANNEL } from './TEST_CHANNEL.js';

/**
 * Fabric's stub in memory, for one transaction: it reads what is committed, never its own writes, and keeps what was read
 * and written. Collections admit the community and their home, as the network's do.
 */
export class InMemoryStub implements LedgerStub {
  readonly reads = new Set<string>();
  readonly ranges: string[] = [];
  /** Collections that were read in the clear. */
  readonly collectionsRead = new Set<string>();
  readonly writes = new Map<string, Buffer | undefined>();
  readonly privateWrites = new Map<string, Map<string, Buffer | undefined>>();
  /** The transaction's event, if it has set one. */
  event: { readonly name: string; readonly payload: Buffer } | undefined;
  readonly #store: InMemoryStore;
  readonly #identity: Signer;
  readonly #txId: string;
  readonly #timestampMs: number;
  readonly #transient: Map<string, Uint8Array>;

  constructor(
    store: InMemoryStore,
    identity: Signer,
    txId: string,
    timestampMs: number,
    transient: ReadonlyMap<string, Uint8Array>,
  ) {
    this.#store = store;
    this.#identity = identity;
    this.#txId = txId;
    this.#timestampMs = timestampMs;
    this.#transient = new Map(transient);
  }

  getTxID(): string {
    return this.#txId;
  }

  getChannelID(): string {
    return TEST_CHANNEL;
  }

  getCreator(): { mspid: string; idBytes: Uint8Array } {
    return { mspid: this.#identity.mspId, idBytes: Buffer.from(this.#identity.certificate) };
  }

  getTransient(): Map<string, Uint8Array> {
    return this.#transient;
  }

  getDateTimestamp(): Date {
    return new Date(this.#timestampMs);
  }

  getState(key: string): Promise<Uint8Array> {
    this.reads.add(key);
    return Promise.resolve(this.#store.world.get(key) ?? Buffer.alloc(0));
  }

  putState(key: string, value: Uint8Array): Promise<void> {
    this.writes.set(key, Buffer.from(value));
    return Promise.resolve();
  }

  deleteState(key: string): Promise<void> {
    this.writes.set(key, undefined);
    return Promise.resolve();
  }

  async *getStateByPartialCompositeKey(
    objectType: string,
    attributes: string[],
  ): AsyncGenerator<StubEntry, void> {
    const prefix = `\0${[objectType, ...attributes].join('\0')}\0`;
    this.ranges.push(prefix);
    await Promise.resolve();
    for (const key of this.#store.world.range(prefix))
      yield { key, value: this.#store.world.get(key) ?? Buffer.alloc(0) };
  }

  async getPrivateData(collection: string, key: string): Promise<Uint8Array> {
    await this.#requireMember(collection, 'read');
    this.collectionsRead.add(collection);
    return this.#store.collection(collection).get(key) ?? Buffer.alloc(0);
  }

  getPrivateDataHash(collection: string, key: string): Promise<Uint8Array> {
    const value = this.#store.collection(collection).get(key);
    return Promise.resolve(
      value === undefined ? Buffer.alloc(0) : createHash('sha256').update(value).digest(),
    );
  }

  async putPrivateData(collection: string, key: string, value: Uint8Array): Promise<void> {
    await this.#requireMember(collection, 'write');
    this.#privateWritesOf(collection).set(key, Buffer.from(value));
  }

  async purgePrivateData(collection: string, key: string): Promise<void> {
    await this.#requireMember(collection, 'write');
    this.#privateWritesOf(collection).set(key, undefined);
  }

  setEvent(name: string, payload: Uint8Array): void {
    this.event = { name, payload: Buffer.from(payload) };
  }

  /** Makes the writes visible to later transactions. */
  commit(): void {
    apply(this.writes, this.#store.world);
    for (const [name, writes] of this.privateWrites) apply(writes, this.#store.collection(name));
  }

  #privateWritesOf(collection: string): Map<string, Buffer | undefined> {
    const writes = this.privateWrites.get(collection) ?? new Map<string, Buffer | undefined>();
    this.privateWrites.set(collection, writes);
    return writes;
  }

  #requireMember(collection: string, kind: 'read' | 'write'): Promise<void> {
    const { mspId } = this.#identity;
    const isMember = mspId === 'CommunityMSP' || collection === mspId.replace(/MSP$/, 'Collection');
    return isMember
      ? Promise.resolve()
      : Promise.reject(
          new Error(`tx creator does not have ${kind} access permission on collection ${collection}`),
        );
  }
}

function apply(writes: ReadonlyMap<string, Buffer | undefined>, target: Map<string, Buffer>): void {
  for (const [key, value] of writes) {
    if (value === undefined) target.delete(key);
    else target.set(key, value);
  }
}
