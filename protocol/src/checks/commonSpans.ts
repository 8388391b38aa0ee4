import type { Bounds } from './periodBounds.js';

/** A stretch of time that two series of spans cut out alike, and what each has in it. */
export interface CommonSpan<T extends Bounds, U extends Bounds> extends Bounds {
  readonly left: readonly T[];
  readonly right: readonly U[];
}

/**
 * The shortest stretches that both series cover without a hole and at whose two ends both have a border: where both keep the same
 * steps, each step; where one's steps are parts of the other's, the longer steps. Nothing is split. Pure, and takes time in
 * proportion to the spans.
 *
 * @param left ascending, as `right`; the spans of a series never overlap.
 * @param longest of a stretch, seconds.
 */
export function commonSpans<T extends Bounds, U extends Bounds>(
  left: readonly T[],
  right: readonly U[],
  longest: number,
): CommonSpan<T, U>[] {
  const found: CommonSpan<T, U>[] = [];
  for (let i = 0, j = 0; ;) {
    const [a, b] = [left[i], right[j]];
    if (a === undefined || b === undefined) return found;
    if (a.start < b.start) i += 1;
    else if (b.start < a.start) j += 1;
    else {
      const span = spanFrom([left, i], [right, j], longest);
      if (span !== undefined) found.push(span);
      // A border of both without a stretch from it: neither's first span is in any.
      const passed = span ?? { left: [a], right: [b] };
      i += passed.left.length;
      j += passed.right.length;
    }
  }
}

/** The stretch that begins with the spans at these places, if there is one. */
function spanFrom<T extends Bounds, U extends Bounds>(
  [lefts, i]: readonly [readonly T[], number],
  [rights, j]: readonly [readonly U[], number],
  longest: number,
): CommonSpan<T, U> | undefined {
  const left = lefts.slice(i, i + 1);
  const right = rights.slice(j, j + 1);
  for (;;) {
    const [a, b] = [left.at(-1), right.at(-1)];
    const start = left[0]?.start;
    if (a === undefined || b === undefined || start === undefined) return undefined;
    if (Math.max(a.end, b.end) - start > longest) return undefined;
    if (a.end === b.end) return { start, end: a.end, left, right };
    const isLonger =
      a.end < b.end ? extend(left, lefts[i + left.length]) : extend(right, rights[j + right.length]);
    if (!isLonger) return undefined;
  }
}

/** Appends the next span if it goes on where the last one ended. */
function extend<T extends Bounds>(spans: T[], next: T | undefined): boolean {
  if (next === undefined || next.start !== spans.at(-1)?.end) return false;
  spans.push(next);
  return true;
}
