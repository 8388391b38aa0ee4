import type { Iterators } from 'fabric-shim';
import { shown } from './shown.js';

/** Every key and value of a query, in its order. */
export async function readEntries(entries: AsyncIterable<Iterators.KV>): Promise<[string, string][]> {
  const read: [string, string][] = [];
  for await (const { key, value } of entries) read.push([key, shown(value)]);
  return read;
}
