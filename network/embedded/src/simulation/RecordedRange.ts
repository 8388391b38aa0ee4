import type { RangeIterator } from './RangeIterator.js';
import type { RangeQuery } from './RangeQuery.js';
import { RangeQueryResults } from './RangeQueryResults.js';
import type { SnapshotRange } from './SnapshotRange.js';

/**
 * A range of public state. Records what was given, so that a commit can tell whether the same query would give the same then:
 * the last key stands for the end until the caller has seen that there is no more.
 */
export class RecordedRange implements RangeIterator {
  readonly #range: SnapshotRange;
  readonly #startKey: string;
  readonly #queryEnd: string;
  readonly #results = new RangeQueryResults();
  #endKey = '';
  #exhausted = false;

  constructor(range: SnapshotRange, startKey: string, endKey: string) {
    this.#range = range;
    this.#startKey = startKey;
    this.#queryEnd = endKey;
  }

  next(): { readonly key: string; readonly value: Uint8Array } | undefined {
    const found = this.#range.nextEntry();
    this.#exhausted = found === undefined;
    if (found === undefined) {
      this.#endKey = this.#queryEnd;
      return undefined;
    }
    this.#endKey = found.key;
    this.#results.add({ key: found.key, version: found.entry.version });
    return { key: found.key, value: found.entry.value };
  }

  bookmark(): string {
    return this.#range.bookmark();
  }

  close(): void {
    this.#range.close();
  }

  /** Call once, at the end of the simulation. */
  query(): RangeQuery {
    return {
      startKey: this.#startKey,
      endKey: this.#endKey,
      exhausted: this.#exhausted,
      ...this.#results.finish(),
    };
  }
}
