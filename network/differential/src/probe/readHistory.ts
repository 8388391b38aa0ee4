import type { Iterators } from 'fabric-shim';
import { shown } from './shown.js';

/** What a key's value was, newest first; `null` for a deletion. Ids and times are left out. */
export async function readHistory(
  entries: AsyncIterable<Iterators.KeyModification>,
): Promise<(string | null)[]> {
  const read: (string | null)[] = [];
  for await (const { isDelete, value } of entries) read.push(isDelete ? null : shown(value));
  return read;
}
