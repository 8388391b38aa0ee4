import { createHash } from 'node:crypto';
import { ChaincodeStub } from 'fabric-shim';
import { beginOn } from '../../test/beginOn.js';
import { InMemoryStore } from '../../test/InMemoryStore.js';
import { ledgerConformance } from '../../test/ledgerConformance.js';

/** What fabric-shim's stub asks its peer, answered from a store in memory. */
class ScriptedPeer {
  readonly #store: InMemoryStore;
  readonly #writes: (() => void)[] = [];

  constructor(store: InMemoryStore) {
    this.#store = store;
  }

  handleGetState(collection: string, key: string): Promise<Buffer> {
    return Promise.resolve(this.#of(collection).get(key) ?? Buffer.alloc(0));
  }

  handlePutState(collection: string, key: string, value: Buffer): Promise<Buffer> {
    this.#writes.push(() => this.#of(collection).set(key, Buffer.from(value)));
    return Promise.resolve(Buffer.alloc(0));
  }

  handleDeleteState(collection: string, key: string): Promise<Buffer> {
    this.#writes.push(() => this.#of(collection).delete(key));
    return Promise.resolve(Buffer.alloc(0));
  }

  handlePurgeState(collection: string, key: string): Promise<Buffer> {
    return this.handleDeleteState(collection, key);
  }

  handleGetPrivateDataHash(collection: string, key: string): Promise<Buffer> {
    const value = this.#of(collection).get(key);
    return Promise.resolve(
      value === undefined ? Buffer.alloc(0) : createHash('sha256').update(value).digest(),
    );
  }

  handleGetStateByRange(
    collection: string,
    startKey: string,
    endKey: string,
  ): Promise<{ iterator: unknown }> {
    const entries = [...this.#of(collection)]
      .filter(([key]) => byteOrder(key, startKey) >= 0 && byteOrder(key, endKey) < 0)
      .sort(([a], [b]) => byteOrder(a, b))
      .map(([key, value]) => ({ value: { key, value }, done: false }));
    const iterator = {
      next: () => Promise.resolve(entries.shift() ?? { done: true }),
      close: () => Promise.resolve(),
    };
    return Promise.resolve({ iterator });
  }

  commit(): void {
    for (const write of this.#writes) write();
  }

  #of(collection: string): Map<string, Buffer> {
    return collection === '' ? this.#store.world : this.#store.collection(collection);
  }
}

/** The order of LevelDB's keys. */
function byteOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

/** The stub is made by the machinery, so that its typings hide how. */
function stubOn(peer: ScriptedPeer): ChaincodeStub {
  const input = { getArgsList_asU8: () => [] };
  return Reflect.construct(ChaincodeStub, [peer, 'channel', 'a'.repeat(64), input]) as ChaincodeStub;
}

ledgerConformance('the stub of fabric-shim', () => {
  const store = new InMemoryStore();
  return {
    begin: () => {
      const peer = new ScriptedPeer(store);
      return beginOn(stubOn(peer), () => {
        peer.commit();
      });
    },
  };
});
