import { CollectionRecord } from './CollectionRecord.js';
import { KeyRecord } from './KeyRecord.js';
import type { RangeQuery } from './RangeQuery.js';

/** What a simulation did in a namespace: its public keys (`undefined` deletes one), ranges and collections. */
export class NamespaceRecord extends KeyRecord<Uint8Array | undefined> {
  readonly collections = new Map<string, CollectionRecord>();
  readonly #rangeQueries = new Map<string, RangeQuery>();

  /** In the order of their first use. */
  get rangeQueries(): readonly RangeQuery[] {
    return [...this.#rangeQueries.values()];
  }

  /** The same range, read to the same end, is recorded once: of a snapshot it gives the same. */
  addRangeQuery(query: RangeQuery): void {
    const range = JSON.stringify([query.startKey, query.endKey, query.exhausted]);
    if (!this.#rangeQueries.has(range)) this.#rangeQueries.set(range, query);
  }

  collection(name: string): CollectionRecord {
    let record = this.collections.get(name);
    if (record === undefined) this.collections.set(name, (record = new CollectionRecord()));
    return record;
  }
}
