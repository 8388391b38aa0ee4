import { CodedError, InputError } from '../errors.js';
import { parseWith } from '../parseWith.js';
import { sha256Hex } from '../crypto/hash.js';
import {
  qualitySchema,
  windowPayloadSchema,
  type Interval,
  type WindowPayload,
} from '../schemas/readings.js';

const VERSION = 2;
const HASH_LENGTH = 32;
const SIGNATURE_LENGTH = 64;
const HEAD_LENGTH = 1 + HASH_LENGTH + 2;
const INTERVAL_LENGTH = 40;
const QUALITIES = qualitySchema.options;
/** Members that may be absent: a bit each in the interval's flags, and their place and width. */
const OPTIONAL = [
  { name: 'from', offset: 14, length: 6 },
  { name: 'to', offset: 20, length: 6 },
  { name: 'amount', offset: 26, length: 6 },
  { name: 'meanW', offset: 32, length: 4 },
  { name: 'maxW', offset: 36, length: 4 },
] as const;

/**
 * The bytes of E that are sealed: readings (`encodeReadings`), then the meter's signature, 64 bytes. The length depends on
 * the number of intervals alone.
 */
export function encodeEssential(payload: WindowPayload): Buffer {
  return Buffer.concat([encodeReadings(payload), Buffer.from(payload.signature, 'base64')]);
}

/**
 * What the meter signs: version 1 byte, hash of the payload before 32, number of intervals 2, then for each 40 bytes: start 6,
 * end 6, quality 1, flags 1, from 6, to 6, amount 6 (signed), mean and maximum power 4 each. Big-endian; what is absent is 0.
 */
export function encodeReadings({ previousHash, intervals }: Omit<WindowPayload, 'signature'>): Buffer {
  const head = Buffer.alloc(HEAD_LENGTH);
  head.writeUInt8(VERSION);
  head.write(previousHash, 1, 'hex');
  head.writeUInt16BE(intervals.length, 1 + HASH_LENGTH);
  return Buffer.concat([head, ...intervals.map(encodeInterval)]);
}

/** @throws CodedError CONTENT_MALFORMED unless it is exactly one encoded payload. */
export function decodeEssential(bytes: Uint8Array): WindowPayload {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEAD_LENGTH || buffer[0] !== VERSION) throw malformed();
  const count = buffer.readUInt16BE(1 + HASH_LENGTH);
  const end = HEAD_LENGTH + count * INTERVAL_LENGTH;
  if (buffer.length !== end + SIGNATURE_LENGTH) throw malformed();
  const intervals = Array.from({ length: count }, (_, index) =>
    decodeInterval(buffer.subarray(HEAD_LENGTH + index * INTERVAL_LENGTH)),
  );
  try {
    return parseWith(windowPayloadSchema, {
      version: VERSION,
      previousHash: buffer.toString('hex', 1, 1 + HASH_LENGTH),
      intervals,
      signature: buffer.toString('base64', end),
    });
  } catch (error) {
    if (error instanceof InputError) throw malformed(error);
    throw error;
  }
}

/** SHA-256 of the encoded payload, hex: what the meter's next window carries as `previousHash`. */
export function payloadHash(payload: WindowPayload): string {
  return sha256Hex(encodeEssential(payload));
}

function encodeInterval(interval: Interval): Buffer {
  const bytes = Buffer.alloc(INTERVAL_LENGTH);
  bytes.writeUIntBE(interval.start, 0, 6);
  bytes.writeUIntBE(interval.end, 6, 6);
  bytes.writeUInt8(QUALITIES.indexOf(interval.quality), 12);
  let flags = 0;
  for (const [bit, { name, offset, length }] of OPTIONAL.entries()) {
    const value = interval[name];
    if (value === undefined) continue;
    flags |= 1 << bit;
    bytes.writeIntBE(value, offset, length);
  }
  bytes.writeUInt8(flags, 13);
  return bytes;
}

function decodeInterval(bytes: Buffer): unknown {
  const flags = bytes.readUInt8(13);
  if (flags >= 1 << OPTIONAL.length) throw malformed();
  const members = OPTIONAL.map(({ name, offset, length }, bit) => {
    const value = bytes.readIntBE(offset, length);
    const isPresent = (flags & (1 << bit)) !== 0;
    if (!isPresent && value !== 0) throw malformed();
    return isPresent ? [name, value] : [];
  });
  return {
    start: bytes.readUIntBE(0, 6),
    end: bytes.readUIntBE(6, 6),
    quality: QUALITIES[bytes.readUInt8(12)],
    ...Object.fromEntries(members.filter((member) => member.length > 0)),
  };
}

function malformed(cause?: unknown): CodedError {
  return new CodedError('CONTENT_MALFORMED', 'what was sealed is no window of readings', { cause });
}
