import { CodedError, InputError } from '../errors.js';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { parseJsonWith } from '../parseWith.js';
import type { z } from 'zod';

const LENGTH_BYTES = 4;

/**
 * Canonical JSON of a message in a fixed number of bytes: its length in 4 bytes, itself, zeros. So that nobody can tell
 * by its length what a sealed message says.
 *
 * @throws CodedError MESSAGE_TOO_LONG.
 */
export function encodePadded(message: JsonValue, size: number): Buffer {
  const text = Buffer.from(canonicalJson(message), 'utf8');
  if (text.length + LENGTH_BYTES > size) {
    throw new CodedError(
      'MESSAGE_TOO_LONG',
      `the message is longer than ${String(size - LENGTH_BYTES)} bytes`,
    );
  }
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32BE(text.length);
  text.copy(bytes, LENGTH_BYTES);
  return bytes;
}

/** @throws CodedError MESSAGE_MALFORMED unless it is a padded message of that schema. */
export function decodePadded<S extends z.ZodType>(schema: S, bytes: Uint8Array): z.output<S> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = buffer.length < LENGTH_BYTES ? -1 : buffer.readUInt32BE();
  if (length < 0 || length > buffer.length - LENGTH_BYTES) throw malformed();
  const end = LENGTH_BYTES + length;
  if (buffer.subarray(end).some((byte) => byte !== 0)) throw malformed();
  try {
    return parseJsonWith(schema, buffer.toString('utf8', LENGTH_BYTES, end));
  } catch (error) {
    if (error instanceof InputError) throw malformed(error);
    throw error;
  }
}

function malformed(cause?: unknown): CodedError {
  return new CodedError('MESSAGE_MALFORMED', 'the opened message is malformed', { cause });
}
