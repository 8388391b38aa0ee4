import { compareKeys } from './compareKeys.js';

/** A map's entries in the order that read-write sets have. */
export function sortedByKey<T>(map: ReadonlyMap<string, T>): (readonly [key: string, value: T])[] {
  const entries = [...map];
  return entries.length < 2 ? entries : entries.sort(([left], [right]) => compareKeys(left, right));
}
