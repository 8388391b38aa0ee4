import type { Bounds } from './periodBounds.js';
import type { ReadingHistory } from './readingHistory.js';

type Span = ReadingHistory['covered'][number];

/**
 * Covered time with more of it: ascending, apart and never touching, as {@link ReadingHistory} keeps it.
 *
 * @param before is left as it is.
 */
export function coverSpans(before: ReadingHistory['covered'], added: readonly Bounds[]): Span[] {
  let covered = [...before];
  for (const { start, end } of added) covered = cover(covered, [start, end]);
  return covered;
}

/** Covers a span more; `covered` may be changed and returned. */
function cover(covered: Span[], added: Span): Span[] {
  const last = covered.at(-1);
  // The common cases first, without copying: time goes on where it ended, or later.
  if (last === undefined || added[0] > last[1]) {
    covered.push(added);
    return covered;
  }
  if (added[0] === last[1]) {
    covered[covered.length - 1] = [last[0], added[1]];
    return covered;
  }
  const apart = covered.filter(([start, end]) => end < added[0] || start > added[1]);
  const touching = covered.filter(([start, end]) => end >= added[0] && start <= added[1]);
  const merged: Span = [
    Math.min(added[0], ...touching.map(([start]) => start)),
    Math.max(added[1], ...touching.map(([, end]) => end)),
  ];
  return [...apart, merged].sort((a, b) => a[0] - b[0]);
}
