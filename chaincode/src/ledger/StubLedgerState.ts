import type { RecordType } from '@acequia/protocol';
import type { z } from 'zod';
import { askPeer } from './askPeer.js';
import { compositeKey } from './compositeKey.js';
import { decodeRecord } from './decodeRecord.js';
import { describeRecord } from './describeRecord.js';
import { encodeRecord } from './encodeRecord.js';
import { LedgerError } from './LedgerError.js';
import type { LedgerEntry } from './LedgerEntry.js';
import type { LedgerQueries } from './LedgerQueries.js';
import type { LedgerState } from './LedgerState.js';
import type { LedgerStub } from './LedgerStub.js';
import type { RecordKey } from './RecordKey.js';

/** World state on Fabric's stub, for one transaction. */
export class StubLedgerState implements LedgerState, LedgerQueries {
  readonly #stub: LedgerStub;
  /** Fabric does not show a transaction its own writes; what was written here must therefore not be read or written again. */
  readonly #written = new Set<string>();

  constructor(stub: LedgerStub) {
    this.#stub = stub;
  }

  async get<V extends z.ZodType>(type: RecordType<V>, key: RecordKey): Promise<z.output<V> | undefined> {
    const stateKey = compositeKey(type, key);
    this.#refuseReuse(type, key, stateKey);
    return decodeRecord(type, await askPeer(this.#stub.getState(stateKey)));
  }

  async getRequired<V extends z.ZodType>(type: RecordType<V>, key: RecordKey): Promise<z.output<V>> {
    const value = await this.get(type, key);
    if (value !== undefined) return value;
    const { stem, words } = describeRecord(type, key);
    throw new LedgerError(`${stem}_UNKNOWN`, `${words} is not on the ledger`);
  }

  async list<V extends z.ZodType>(
    type: RecordType<V>,
    prefix: RecordKey,
  ): Promise<LedgerEntry<z.output<V>>[]> {
    const entries: LedgerEntry<z.output<V>>[] = [];
    for await (const { key, value } of this.#stub.getStateByPartialCompositeKey(type.type, [...prefix])) {
      const record = decodeRecord(type, value);
      if (record !== undefined) entries.push({ key: key.split('\0').slice(2, -1), value: record });
    }
    return entries;
  }

  listFrozen<V extends z.ZodType>(
    type: RecordType<V>,
    prefix: RecordKey,
  ): Promise<LedgerEntry<z.output<V>>[]> {
    return this.list(type, prefix);
  }

  async create<V extends z.ZodType>(type: RecordType<V>, key: RecordKey, value: z.output<V>): Promise<void> {
    const stateKey = compositeKey(type, key);
    if (this.#written.has(stateKey) || (await askPeer(this.#stub.getState(stateKey))).length > 0) {
      const { stem, words } = describeRecord(type, key);
      throw new LedgerError(`${stem}_EXISTS`, `${words} is on the ledger already`);
    }
    await this.put(type, key, value);
  }

  async put<V extends z.ZodType>(type: RecordType<V>, key: RecordKey, value: z.output<V>): Promise<void> {
    const stateKey = compositeKey(type, key);
    this.#refuseReuse(type, key, stateKey);
    const bytes = encodeRecord(type, value);
    this.#written.add(stateKey);
    await askPeer(this.#stub.putState(stateKey, bytes));
  }

  async delete(type: RecordType, key: RecordKey): Promise<void> {
    const stateKey = compositeKey(type, key);
    this.#refuseReuse(type, key, stateKey);
    this.#written.add(stateKey);
    await askPeer(this.#stub.deleteState(stateKey));
  }

  #refuseReuse(type: RecordType, key: RecordKey, stateKey: string): void {
    if (!this.#written.has(stateKey)) return;
    throw new LedgerError(
      'RECORD_REUSED',
      `${describeRecord(type, key).words} was written earlier in this transaction`,
    );
  }
}
