import { CodedError, InputError } from '../errors.js';
import { parseWith } from '../parseWith.js';
import { extendedChannels, extendedPayloadSchema, type ExtendedPayload } from '../schemas/readings.js';

const VERSION = 1;
const HEAD_LENGTH = 3;
const VALUES_OFFSET = 13;
const INTERVAL_LENGTH = VALUES_OFFSET + 4 * extendedChannels.length;

/**
 * The bytes of X that are sealed: version 1 byte, number of intervals 2, then for each 45 bytes: start 6, end 6, a bit for each
 * channel that was measured 1, and eight signed values of 4. The length depends on the number of intervals alone.
 */
export function encodeExtended({ intervals }: ExtendedPayload): Buffer {
  const head = Buffer.alloc(HEAD_LENGTH);
  head.writeUInt8(VERSION);
  head.writeUInt16BE(intervals.length, 1);
  return Buffer.concat([head, ...intervals.map(encodeInterval)]);
}

/** @throws CodedError CONTENT_MALFORMED unless it is exactly one encoded payload. */
export function decodeExtended(bytes: Uint8Array): ExtendedPayload {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEAD_LENGTH || buffer[0] !== VERSION) throw malformed();
  const count = buffer.readUInt16BE(1);
  if (buffer.length !== HEAD_LENGTH + count * INTERVAL_LENGTH) throw malformed();
  const intervals = Array.from({ length: count }, (_, index) =>
    decodeInterval(buffer.subarray(HEAD_LENGTH + index * INTERVAL_LENGTH)),
  );
  try {
    return parseWith(extendedPayloadSchema, { version: VERSION, intervals });
  } catch (error) {
    if (error instanceof InputError) throw malformed(error);
    throw error;
  }
}

function encodeInterval({ start, end, values }: ExtendedPayload['intervals'][number]): Buffer {
  const bytes = Buffer.alloc(INTERVAL_LENGTH);
  bytes.writeUIntBE(start, 0, 6);
  bytes.writeUIntBE(end, 6, 6);
  let flags = 0;
  for (const [bit, channel] of extendedChannels.entries()) {
    const value = values[channel];
    if (value === undefined) continue;
    flags |= 1 << bit;
    bytes.writeInt32BE(value, VALUES_OFFSET + 4 * bit);
  }
  bytes.writeUInt8(flags, 12);
  return bytes;
}

function decodeInterval(bytes: Buffer): unknown {
  const flags = bytes.readUInt8(12);
  const values = extendedChannels.flatMap((channel, bit) => {
    const value = bytes.readInt32BE(VALUES_OFFSET + 4 * bit);
    const isPresent = (flags & (1 << bit)) !== 0;
    if (!isPresent && value !== 0) throw malformed();
    return isPresent ? [[channel, value] as const] : [];
  });
  return {
    start: bytes.readUIntBE(0, 6),
    end: bytes.readUIntBE(6, 6),
    values: Object.fromEntries(values),
  };
}

function malformed(cause?: unknown): CodedError {
  return new CodedError('CONTENT_MALFORMED', 'what was sealed is no extended dataset', { cause });
}
