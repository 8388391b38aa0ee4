import type { Bounds } from './periodBounds.js';
import type { ReadingHistory } from './readingHistory.js';

/** Whether a span lies wholly in covered time, by halving: a home may send as many separate spans as it likes. */
export function isCovered(covered: ReadingHistory['covered'], { start, end }: Bounds): boolean {
  let low = 0;
  let high = covered.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((covered[middle]?.[1] ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  const span = covered[low];
  return span !== undefined && span[0] <= start && span[1] >= end;
}
