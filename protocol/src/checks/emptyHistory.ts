import type { ReadingHistory } from './readingHistory.js';

/** The history of a home and a resource before its first window. */
export function emptyHistory(): ReadingHistory {
  return { registers: {}, covered: [], chains: {} };
}
