import { expect } from 'chai';
import { hashCanonical, verifyWindow, type Interval } from '@acequia/protocol';
import type { LedgerWindow } from './LedgerWindow.js';

/**
 * Asserts that a device's windows follow one another without a gap or a repeat (sequences, hashes, spans, payload hashes
 * and signatures) and that their intervals are, one by one, the first of those that the meter's readings give.
 *
 * @param expected all intervals that the same readings give without any failure.
 */
export function checkChain(
  deviceId: string,
  publicKey: string,
  windows: readonly LedgerWindow[],
  expected: readonly Interval[],
): void {
  let previousHash = '0'.repeat(64);
  let end = expected[0]?.start;
  windows.forEach(({ header, signature, payload }, index) => {
    const window = `window ${index + 1} of ${deviceId}`;
    expect(header.sequence, `sequence of ${window}`).to.equal(index + 1);
    expect(header.previousHash, `predecessor of ${window}`).to.equal(previousHash);
    expect(header.start, `start of ${window}`).to.equal(end);
    expect(header.payloadHash, `payload of ${window}`).to.equal(hashCanonical(payload));
    expect(verifyWindow(header, signature, publicKey), `signature of ${window}`).to.equal(true);
    previousHash = hashCanonical(header);
    end = header.end;
  });
  const intervals = windows.flatMap(({ payload }) => payload.intervals);
  expect(intervals, `intervals of ${deviceId}`).to.deep.equal(expected.slice(0, intervals.length));
}
