import type { RecordType } from '@acequia/protocol';
import type { z } from 'zod';
import { askPeer } from './askPeer.js';
import { compositeKey } from './compositeKey.js';
import { decodeRecord } from './decodeRecord.js';
import { describeRecord } from './describeRecord.js';
import { encodeRecord } from './encodeRecord.js';
import { LedgerError } from './LedgerError.js';
import type { LedgerStub } from './LedgerStub.js';
import type { PrivateState } from './PrivateState.js';
import type { RecordKey } from './RecordKey.js';

/** A key that no record has, for they are composite. */
const NOTHING = 'nothing';

/** One collection on Fabric's stub, for one transaction. */
export class StubPrivateState implements PrivateState {
  readonly #stub: LedgerStub;
  readonly #collection: string;

  constructor(stub: LedgerStub, collection: string) {
    this.#stub = stub;
    this.#collection = collection;
  }

  async getRequired<V extends z.ZodType>(type: RecordType<V>, key: RecordKey): Promise<z.output<V>> {
    const bytes = await askPeer(this.#stub.getPrivateData(this.#collection, compositeKey(type, key)));
    const value = decodeRecord(type, bytes);
    if (value !== undefined) return value;
    const { stem, words } = describeRecord(type, key);
    throw new LedgerError(`${stem}_UNKNOWN`, `${words} is not in ${this.#collection}`);
  }

  async put<V extends z.ZodType>(type: RecordType<V>, key: RecordKey, value: z.output<V>): Promise<void> {
    const bytes = encodeRecord(type, value);
    await askPeer(this.#stub.putPrivateData(this.#collection, compositeKey(type, key), bytes));
  }

  async hashOf(type: RecordType, key: RecordKey): Promise<string | undefined> {
    const hash = await askPeer(this.#stub.getPrivateDataHash(this.#collection, compositeKey(type, key)));
    return hash.length === 0 ? undefined : Buffer.from(hash).toString('hex');
  }

  async confine(): Promise<void> {
    await askPeer(this.#stub.getPrivateData(this.#collection, NOTHING));
  }

  async purge(type: RecordType, key: RecordKey): Promise<void> {
    await askPeer(this.#stub.purgePrivateData(this.#collection, compositeKey(type, key)));
  }
}
