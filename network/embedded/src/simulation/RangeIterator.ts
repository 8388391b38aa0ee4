/** Results of a range query; pages and bookmarks are as Fabric's. */
export interface RangeIterator {
  /** `undefined` at the end. */
  next(): { readonly key: string; readonly value: Uint8Array } | undefined;
  /** Where the next page starts: empty when there is none. Asked for after the last result of a page; closes the iterator. */
  bookmark(): string;
  close(): void;
}
