import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { CodedError } from '../errors.js';

/** Bytes of a public key, a private key and a shared secret (RFC 7748). */
export const X25519_LENGTH = 32;

const SPKI_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');
const PKCS8_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
/** 2^255 - 19. */
const FIELD = 2n ** 255n - 19n;

export interface X25519KeyPair {
  readonly privateKey: KeyObject;
  /** 32 bytes, RFC 7748 §5. */
  readonly publicKey: Buffer;
}

/** A fresh key pair. */
export function generateX25519(): X25519KeyPair {
  const { privateKey } = generateKeyPairSync('x25519');
  return { privateKey, publicKey: x25519PublicBytes(privateKey) };
}

/** The public half of a key, 32 bytes. */
export function x25519PublicBytes(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI_PREFIX.length);
}

/** The private half as 32 bytes, for files at rest. */
export function x25519PrivateBytes(key: KeyObject): Buffer {
  return key.export({ type: 'pkcs8', format: 'der' }).subarray(PKCS8_PREFIX.length);
}

/** @throws CodedError SEALING_KEY_INVALID unless there are 32 bytes. */
export function x25519PrivateKey(bytes: Uint8Array): KeyObject {
  if (bytes.length !== X25519_LENGTH) throw invalid('a private key has 32 bytes');
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, bytes]), format: 'der', type: 'pkcs8' });
}

/**
 * Reads a public key. Points of low order, with which every secret would come out the same, and encodings that are not
 * the canonical one of their point are refused, so that a key has one text.
 *
 * @param bytes 32 bytes, RFC 7748 §5.
 * @throws CodedError SEALING_KEY_INVALID.
 */
export function x25519PublicKey(bytes: Uint8Array): KeyObject {
  const key = parsePoint(bytes);
  agree(LOW_ORDER_PROBE, key);
  return key;
}

/**
 * The shared secret, 32 bytes.
 *
 * @param publicKey 32 bytes; refused as {@link x25519PublicKey} does.
 * @throws CodedError SEALING_KEY_INVALID, also when the secret is all zeros (RFC 7748 §6.1, RFC 9180 §7.1.4).
 */
export function x25519(privateKey: KeyObject, publicKey: Uint8Array): Buffer {
  return agree(privateKey, parsePoint(publicKey));
}

/** Scalars are multiples of 8: any one of them takes every point of low order to zero, and no other point. */
const LOW_ORDER_PROBE = x25519PrivateKey(Buffer.alloc(X25519_LENGTH, 1));

function parsePoint(bytes: Uint8Array): KeyObject {
  if (bytes.length !== X25519_LENGTH) throw invalid('a public key has 32 bytes');
  if (toInteger(bytes) >= FIELD) throw invalid('the public key is not in canonical form');
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, bytes]), format: 'der', type: 'spki' });
}

/** OpenSSL refuses a secret of zeros, which is what points of low order come to. */
function agree(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  try {
    return diffieHellman({ privateKey, publicKey });
  } catch (cause) {
    throw new CodedError('SEALING_KEY_INVALID', 'the public key is a point of low order', { cause });
  }
}

/** Little-endian. */
function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}

function invalid(text: string): CodedError {
  return new CodedError('SEALING_KEY_INVALID', text);
}
