import { createHmac } from 'node:crypto';

const HASH_LENGTH = 32;

/** HMAC-SHA256, 32 bytes. */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** HKDF-Extract with SHA-256 (RFC 5869 §2.2). */
export function hkdfExtract(salt: Uint8Array, inputKey: Uint8Array): Buffer {
  return hmacSha256(salt, inputKey);
}

/** HKDF-Expand with SHA-256 (RFC 5869 §2.3), at most 255 × 32 bytes. */
export function hkdfExpand(key: Uint8Array, info: Uint8Array, length: number): Buffer {
  const blocks: Buffer[] = [];
  let block: Buffer = Buffer.alloc(0);
  for (let counter = 1; blocks.length * HASH_LENGTH < length; counter += 1) {
    block = hmacSha256(key, block, info, Buffer.of(counter));
    blocks.push(block);
  }
  return Buffer.concat(blocks).subarray(0, length);
}
