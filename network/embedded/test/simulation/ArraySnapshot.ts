import type { HistoryEntry } from '../../src/ledger/HistoryEntry.js';
import type { StateEntry } from '../../src/ledger/StateEntry.js';
import type { StateSnapshot } from '../../src/ledger/StateSnapshot.js';
import { sha256 } from '../../src/ledger/sha256.js';

type Item = readonly [key: Buffer, entry: StateEntry];

interface Given {
  readonly block?: number;
  readonly tx?: number;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** State in sorted arrays. */
export class ArraySnapshot implements StateSnapshot {
  readonly height = 10;
  readonly #spaces = new Map<string, Item[]>();
  readonly #histories = new Map<string, readonly HistoryEntry[]>();
  releases = 0;

  put(space: string, key: string | Buffer, value: string | Buffer, given: Given = {}): this {
    const entry: StateEntry = {
      value: Buffer.from(value),
      metadata: new Map(
        Object.entries(given.metadata ?? {}).map(([name, text]) => [name, Buffer.from(text)]),
      ),
      version: { block: given.block ?? 0, tx: given.tx ?? 0 },
    };
    const items = this.#spaces.get(space) ?? [];
    items.push([Buffer.from(key), entry]);
    this.#spaces.set(
      space,
      items.sort(([left], [right]) => Buffer.compare(left, right)),
    );
    return this;
  }

  /** A private value on a peer of Org1MSP, with its hash. */
  putPrivate(namespace: string, collection: string, key: string, value: string, given: Given = {}): this {
    const { metadata, ...version } = given;
    return this.put(`Org1MSP$$p${namespace}$$${collection}`, key, value, version).putHash(
      namespace,
      collection,
      key,
      value,
      metadata === undefined ? version : { ...version, metadata },
    );
  }

  putHash(namespace: string, collection: string, key: string, value: string, given: Given = {}): this {
    return this.put(`${namespace}$$h${collection}`, sha256(key), sha256(value), given);
  }

  putHistory(namespace: string, key: string, entries: readonly HistoryEntry[]): this {
    this.#histories.set(`${namespace} ${key}`, entries);
    return this;
  }

  get(space: string, key: Uint8Array): StateEntry | undefined {
    return this.#spaces.get(space)?.find(([known]) => known.equals(key))?.[1];
  }

  *range(space: string, start: Uint8Array, end: Uint8Array | undefined): IterableIterator<Item> {
    for (const item of this.#spaces.get(space) ?? []) {
      const isInside = Buffer.compare(item[0], start) >= 0 && (!end || Buffer.compare(item[0], end) < 0);
      if (isInside) yield item;
    }
  }

  *history(namespace: string, key: Uint8Array): IterableIterator<HistoryEntry> {
    yield* this.#histories.get(`${namespace} ${Buffer.from(key).toString()}`) ?? [];
  }

  release(): void {
    this.releases++;
  }
}
