import type { RangeIterator } from '../../src/simulation/RangeIterator.js';

/** Keys of what a range still gives. */
export function keysOf(range: RangeIterator): string[] {
  const keys: string[] = [];
  for (let found = range.next(); found !== undefined; found = range.next()) keys.push(found.key);
  return keys;
}
