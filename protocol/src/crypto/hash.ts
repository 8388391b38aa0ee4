import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';

/** SHA-256 in lower-case hex. */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** SHA-256 of a value's canonical JSON in UTF-8, in lower-case hex: payload hashes, header chains, commitments. */
export function hashCanonical(value: JsonValue): string {
  return sha256Hex(canonicalJson(value));
}

/** 16 fresh random bytes in lower-case hex: request ids and salts. */
export function random16Hex(): string {
  return randomBytes(16).toString('hex');
}
