import { x25519PublicKey } from '@acequia/protocol';
import { KeysError } from './KeysError.js';

/**
 * The 32 bytes of an X25519 public key that others may seal to.
 *
 * @param publicKey base64.
 * @throws CodedError SEALING_KEY_INVALID for points of low order, with which every secret would be the same, and for any
 * but the one text of a key, so that it cannot be published twice.
 */
export function decodePublicKey(publicKey: string): Buffer {
  const bytes = Buffer.from(publicKey, 'base64');
  if (bytes.toString('base64') !== publicKey) {
    throw new KeysError('SEALING_KEY_INVALID', 'the public key is not in canonical base64');
  }
  x25519PublicKey(bytes);
  return bytes;
}
