import type { LedgerStub, StubEntry } from '@acequia/chaincode/testing';

/**
 * A peer's stub under a name of its own: every case of the conformance tests begins with an empty ledger, while the peer
 * has one for all.
 */
export class NamespacedStub implements LedgerStub {
  readonly #stub: LedgerStub;
  readonly #namespace: string;

  constructor(stub: LedgerStub, namespace: string) {
    this.#stub = stub;
    this.#namespace = namespace;
  }

  getTxID(): string {
    return this.#stub.getTxID();
  }

  getChannelID(): string {
    return this.#stub.getChannelID();
  }

  setEvent(name: string, payload: Uint8Array): void {
    this.#stub.setEvent(name, payload);
  }

  getCreator(): ReturnType<LedgerStub['getCreator']> {
    return this.#stub.getCreator();
  }

  getTransient(): ReturnType<LedgerStub['getTransient']> {
    return this.#stub.getTransient();
  }

  getDateTimestamp(): Date {
    return this.#stub.getDateTimestamp();
  }

  getState(key: string): Promise<Uint8Array> {
    return this.#stub.getState(this.#own(key));
  }

  putState(key: string, value: Uint8Array): Promise<void> {
    return this.#stub.putState(this.#own(key), value);
  }

  deleteState(key: string): Promise<void> {
    return this.#stub.deleteState(this.#own(key));
  }

  getStateByPartialCompositeKey(objectType: string, attributes: string[]): AsyncIterable<StubEntry> {
    return this.#stub.getStateByPartialCompositeKey(`${this.#namespace}${objectType}`, attributes);
  }

  getPrivateData(collection: string, key: string): Promise<Uint8Array> {
    return this.#stub.getPrivateData(collection, this.#own(key));
  }

  getPrivateDataHash(collection: string, key: string): Promise<Uint8Array> {
    return this.#stub.getPrivateDataHash(collection, this.#own(key));
  }

  putPrivateData(collection: string, key: string, value: Uint8Array): Promise<void> {
    return this.#stub.putPrivateData(collection, this.#own(key), value);
  }

  purgePrivateData(collection: string, key: string): Promise<void> {
    return this.#stub.purgePrivateData(collection, this.#own(key));
  }

  /** The record's type, which follows the U+0000 that starts a composite key, gets the name before it. */
  #own(key: string): string {
    return `\0${this.#namespace}${key.slice(1)}`;
  }
}
