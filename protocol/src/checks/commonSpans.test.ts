import { expect } from 'chai';
import fc from 'fast-check';
import { commonSpans } from './commonSpans.js';
import type { Bounds } from './periodBounds.js';

const spans = (...borders: readonly number[]): Bounds[] =>
  borders.slice(1).map((end, index) => ({ start: borders[index] ?? 0, end }));
const found = (left: readonly Bounds[], right: readonly Bounds[], longest = 100): number[][] =>
  commonSpans(left, right, longest).map((span) => [
    span.start,
    span.end,
    span.left.length,
    span.right.length,
  ]);

describe('commonSpans', () => {
  it('finds each step of equal grids', () => {
    expect(found(spans(0, 10, 20), spans(0, 10, 20))).to.deep.equal([
      [0, 10, 1, 1],
      [10, 20, 1, 1],
    ]);
  });

  it('finds the longer steps where one grid is a part of the other, either way', () => {
    expect(found(spans(0, 60, 120), spans(0, 15, 30, 45, 60))).to.deep.equal([[0, 60, 1, 4]]);
    expect(found(spans(0, 30, 60), spans(0, 20, 40, 60))).to.deep.equal([[0, 60, 2, 3]]);
  });

  it('finds nothing across a hole, nor where borders differ, nor longer than is asked for', () => {
    expect(found([...spans(0, 15, 30), ...spans(45, 60)], spans(0, 60))).to.deep.equal([]);
    expect(found(spans(5, 15, 25), spans(0, 10, 20))).to.deep.equal([]);
    expect(found(spans(0, 60), spans(0, 60), 59)).to.deep.equal([]);
    expect(found([], spans(0, 60))).to.deep.equal([]);
  });

  it('uses each span once, and what it finds is covered by both alike', () => {
    const series = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 8 })), { maxLength: 60 })
      .map((steps) => {
        let at = 0;
        return steps.map(([hole, length]): Bounds => {
          const start = at + hole;
          at = start + length;
          return { start, end: at };
        });
      });
    const covers = (parts: readonly Bounds[], { start, end }: Bounds): boolean =>
      parts[0]?.start === start &&
      parts.at(-1)?.end === end &&
      parts.every((part, index) => index === 0 || part.start === parts[index - 1]?.end);
    fc.assert(
      fc.property(series, series, (left, right) => {
        const all = commonSpans(left, right, 12);
        for (const span of all) {
          expect(covers(span.left, span) && covers(span.right, span)).to.equal(true);
          expect(span.end - span.start <= 12).to.equal(true);
          // The shortest: no border in it is a border of both.
          const inner = new Set(span.left.slice(1).map(({ start }) => start));
          expect(span.right.slice(1).some(({ start }) => inner.has(start))).to.equal(false);
        }
        expect(new Set(all.flatMap((span) => span.left)).size).to.equal(
          all.flatMap((span) => span.left).length,
        );
        expect(all.every((span, index) => index === 0 || span.start >= (all[index - 1]?.end ?? 0))).to.equal(
          true,
        );
        // Equal steps of equal place are never missed.
        const alike = left.filter((a) => right.some((b) => a.start === b.start && a.end === b.end));
        expect(alike.every((a) => all.some(({ start, end }) => start === a.start && end === a.end))).to.equal(
          true,
        );
      }),
    );
  });
});
