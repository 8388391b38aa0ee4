import { expect } from 'chai';
import { NO_HASH, payloadHash, verifyReadings, verifyWindow, type Interval } from '@acequia/protocol';
import type { LedgerWindow } from './LedgerWindow.js';

/** Whose windows they are, and where they were signed for. */
export interface ChainedDevice {
  readonly deviceId: string;
  /** SPKI DER in base64. */
  readonly publicKey: string;
  /** Fabric channel. */
  readonly channel: string;
}

/**
 * Asserts that a device's windows, opened, follow one another without a gap or a repeat (sequences, spans, the chain of
 * payload hashes, the meter's and the window's signatures), that no two records have a salt in common, and that their
 * intervals are, one by one, the first of those that the meter's readings give.
 *
 * @param expected all intervals that the same readings give without any failure.
 */
export function checkChain(
  { deviceId, publicKey, channel }: ChainedDevice,
  windows: readonly LedgerWindow[],
  expected: readonly Interval[],
): void {
  let previousHash = NO_HASH;
  let end = expected[0]?.start;
  windows.forEach(({ header, signature, payload, essential, extendedHash, revisions }, index) => {
    const window = `window ${index + 1} of ${deviceId}`;
    expect(header.sequence, `sequence of ${window}`).to.equal(index + 1);
    expect(payload.previousHash, `predecessor of ${window}`).to.equal(previousHash);
    expect(header.start, `start of ${window}`).to.equal(end);
    expect(payload.intervals.at(-1)?.end, `end of ${window}`).to.equal(header.end);
    const sealed = { channel, deviceId, essential: Buffer.from(essential, 'base64'), extendedHash };
    expect(verifyWindow(sealed, signature, publicKey), `signature of ${window}`).to.equal(true);
    expect(verifyReadings(deviceId, payload, publicKey), `the meter's signature of ${window}`).to.equal(true);
    expect(new Set(revisions.map(({ salt }) => salt)).size, `salts of ${window}`).to.equal(revisions.length);
    previousHash = payloadHash(payload);
    end = header.end;
  });
  const salts = windows.flatMap(({ revisions }) => revisions.map(({ salt }) => salt));
  expect(new Set(salts).size, `distinct salts of ${deviceId}`).to.equal(salts.length);
  const intervals = windows.flatMap(({ payload }) => payload.intervals);
  expect(intervals, `intervals of ${deviceId}`).to.deep.equal(expected.slice(0, intervals.length));
}
