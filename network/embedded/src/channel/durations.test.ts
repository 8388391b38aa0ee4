import { expect } from 'chai';
import fc from 'fast-check';
import { formatDuration } from './formatDuration.js';
import { parseDuration } from './parseDuration.js';

describe('durations', () => {
  const vectors: readonly (readonly [number, string])[] = [
    [1, '1ms'],
    [200, '200ms'],
    [2000, '2s'],
    [1500, '1.5s'],
    [60_000, '1m0s'],
    [61_001, '1m1.001s'],
    [3_600_000, '1h0m0s'],
    [90_061_500, '25h1m1.5s'],
  ];
  for (const [milliseconds, text] of vectors) {
    it(`writes ${milliseconds} ms as ${text}`, () => {
      expect(formatDuration(milliseconds)).to.equal(text);
    });
  }

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds))).to.equal(milliseconds);
      }),
    );
  });

  it('reads the other units, and refuses what is none', () => {
    expect(parseDuration('0')).to.equal(0);
    expect(parseDuration('500us')).to.equal(0.5);
    expect(parseDuration('3µs')).to.equal(0.003);
    expect(parseDuration('1500000ns')).to.equal(1.5);
    for (const text of ['', '5', '-1s', 's', '1 s', '1d', '1s2']) {
      expect(parseDuration(text), text).to.equal(undefined);
    }
  });
});
