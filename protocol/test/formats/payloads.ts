import fc from 'fast-check';
import {
  extendedChannels,
  qualitySchema,
  type ExtendedPayload,
  type WindowPayload,
} from '../../src/schemas/readings.js';

const times = fc.integer({ min: 0, max: 253_402_300_799 });
const registers = fc.integer({ min: 0, max: 1_000_000_000_000 });
const watts = fc.integer({ min: 0, max: 1_000_000_000 });

/** Some bytes of exactly that length, in an encoding. */
const encoded = (length: number, encoding: 'hex' | 'base64'): fc.Arbitrary<string> =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes) => Buffer.from(bytes).toString(encoding));

/** What any interval of E can be, sound or not. */
const intervals = fc.record(
  {
    start: times,
    end: times,
    quality: fc.constantFrom(...qualitySchema.options),
    from: registers,
    to: registers,
    amount: fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
    meanW: watts,
    maxW: watts,
  },
  { requiredKeys: ['start', 'end', 'quality'] },
);

/** Any E. */
export const windowPayloads: fc.Arbitrary<WindowPayload> = fc.record({
  version: fc.constant(2 as const),
  previousHash: encoded(32, 'hex'),
  intervals: fc.array(intervals, { minLength: 1, maxLength: 12 }),
  signature: encoded(64, 'base64'),
});

const values = fc.record(
  Object.fromEntries(
    extendedChannels.map((channel) => [channel, fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })]),
  ),
  { requiredKeys: [] },
);

/** Any X. */
export const extendedPayloads: fc.Arbitrary<ExtendedPayload> = fc.record({
  version: fc.constant(1 as const),
  intervals: fc.array(fc.record({ start: times, end: times, values }), { minLength: 1, maxLength: 12 }),
});
