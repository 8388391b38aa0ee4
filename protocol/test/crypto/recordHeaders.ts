import fc from 'fast-check';
import type { RecordHeader } from '../../src/crypto/recordHeader.js';

const numbers = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const hexOf = (length: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Buffer.from(bytes).toString('hex'));

/** Any header of a sealed record. */
export const recordHeaders: fc.Arbitrary<RecordHeader> = fc.record({
  dataset: fc.constantFrom('essential' as const, 'extended' as const, 'audit' as const),
  homeId: fc.integer({ min: 1, max: 999 }).map((number) => `SH${String(number)}`),
  deviceTag: hexOf(8),
  epoch: numbers,
  sequence: numbers,
  start: numbers,
  end: numbers,
  salt: hexOf(16),
});
