import { createCipheriv, createDecipheriv } from 'node:crypto';
import { CodedError } from '../errors.js';

export const GCM_TAG_LENGTH = 16;

/** AES-256-GCM (NIST SP 800-38D): ciphertext, then the tag of 16 bytes. @param key 32 bytes. @param nonce 12 bytes. */
export function aesGcmSeal(
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: GCM_TAG_LENGTH });
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** @throws CodedError SEAL_BROKEN when anything of it is not what was sealed. */
export function aesGcmOpen(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Buffer {
  if (sealed.length < GCM_TAG_LENGTH) throw broken();
  const end = sealed.length - GCM_TAG_LENGTH;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: GCM_TAG_LENGTH });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(end));
  const start = decipher.update(sealed.subarray(0, end));
  try {
    return Buffer.concat([start, decipher.final()]);
  } catch (cause) {
    throw broken(cause);
  }
}

function broken(cause?: unknown): CodedError {
  return new CodedError('SEAL_BROKEN', 'the seal is broken, or it was made with another key', { cause });
}
