import type { Iterators, StateQueryResponse } from 'fabric-shim';
import { shown } from './shown.js';

/** One page of a query: its keys and values, how many the peer says they are, and the next page's bookmark. */
export async function readPage(
  page: Promise<StateQueryResponse<Iterators.StateQueryIterator>>,
): Promise<unknown> {
  const { iterator, metadata } = await page;
  const entries: [string, string][] = [];
  for (let next = await iterator.next(); !next.done; next = await iterator.next())
    entries.push([next.value.key, shown(next.value.value)]);
  await iterator.close();
  return { entries, count: metadata.fetchedRecordsCount, bookmark: metadata.bookmark };
}
