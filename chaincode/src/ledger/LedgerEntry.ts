import type { RecordKey } from './RecordKey.js';

/** A record of a range with the attributes of its key. */
export interface LedgerEntry<Value> {
  readonly key: RecordKey;
  readonly value: Value;
}
