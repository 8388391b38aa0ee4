import type { KeyObject } from 'node:crypto';
import { CodedError } from '../errors.js';
import { aesGcmOpen, aesGcmSeal, GCM_TAG_LENGTH } from './aesGcm.js';
import { hkdfExpand, hkdfExtract } from './hkdf.js';
import { generateX25519, x25519, x25519PublicBytes, X25519_LENGTH, type X25519KeyPair } from './x25519.js';

/** What a sealed message has over its plaintext: the encapsulated key and the tag. */
export const HPKE_OVERHEAD = X25519_LENGTH + GCM_TAG_LENGTH;

const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;
const SECRET_LENGTH = 32;
const EMPTY = Buffer.alloc(0);
const VERSION = Buffer.from('HPKE-v1');
/** DHKEM(X25519, HKDF-SHA256) (RFC 9180 §7.1). */
const KEM_SUITE = Buffer.from('KEM\x00\x20', 'latin1');
/** With HKDF-SHA256 and AES-256-GCM (RFC 9180 §7.2, §7.3). */
const HPKE_SUITE = Buffer.from('HPKE\x00\x20\x00\x01\x00\x02', 'latin1');
const BASE_MODE = Buffer.of(0);

/** What a message is bound to. */
export interface HpkeContext {
  readonly info: Uint8Array;
  readonly aad?: Uint8Array;
}

/**
 * Seals one message for a recipient: RFC 9180 §6.1, base mode, X25519, HKDF-SHA256, AES-256-GCM, sequence number 0.
 *
 * @param recipient public key, 32 bytes.
 * @param ephemeral for test vectors alone; must never serve twice.
 * @returns the encapsulated key, 32 bytes, then ciphertext and tag.
 * @throws CodedError SEALING_KEY_INVALID.
 */
export function hpkeSeal(
  recipient: Uint8Array,
  { info, aad = EMPTY }: HpkeContext,
  plaintext: Uint8Array,
  ephemeral: X25519KeyPair = generateX25519(),
): Buffer {
  const secret = x25519(ephemeral.privateKey, recipient);
  const shared = sharedSecret(secret, ephemeral.publicKey, recipient);
  const { key, nonce } = keySchedule(shared, info);
  return Buffer.concat([ephemeral.publicKey, aesGcmSeal(key, nonce, aad, plaintext)]);
}

/** @throws CodedError SEAL_BROKEN: for somebody else, bound to something else, or altered. */
export function hpkeOpen(
  privateKey: KeyObject,
  { info, aad = EMPTY }: HpkeContext,
  sealed: Uint8Array,
): Buffer {
  if (sealed.length < HPKE_OVERHEAD) throw new CodedError('SEAL_BROKEN', 'the sealed message is too short');
  const encapsulated = sealed.subarray(0, X25519_LENGTH);
  const shared = sharedSecret(
    decapsulate(privateKey, encapsulated),
    encapsulated,
    x25519PublicBytes(privateKey),
  );
  const { key, nonce } = keySchedule(shared, info);
  return aesGcmOpen(key, nonce, aad, sealed.subarray(X25519_LENGTH));
}

function decapsulate(privateKey: KeyObject, encapsulated: Uint8Array): Buffer {
  try {
    return x25519(privateKey, encapsulated);
  } catch (cause) {
    throw new CodedError('SEAL_BROKEN', 'the sealed message carries no usable key', { cause });
  }
}

/** ExtractAndExpand (RFC 9180 §4.1). */
function sharedSecret(secret: Uint8Array, encapsulated: Uint8Array, recipient: Uint8Array): Buffer {
  const key = labeledExtract(KEM_SUITE, EMPTY, 'eae_prk', secret);
  return labeledExpand(
    KEM_SUITE,
    key,
    'shared_secret',
    Buffer.concat([encapsulated, recipient]),
    SECRET_LENGTH,
  );
}

/** KeySchedule (RFC 9180 §5.1). */
function keySchedule(shared: Uint8Array, info: Uint8Array): { readonly key: Buffer; readonly nonce: Buffer } {
  const context = Buffer.concat([
    BASE_MODE,
    labeledExtract(HPKE_SUITE, EMPTY, 'psk_id_hash', EMPTY),
    labeledExtract(HPKE_SUITE, EMPTY, 'info_hash', info),
  ]);
  const secret = labeledExtract(HPKE_SUITE, shared, 'secret', EMPTY);
  return {
    key: labeledExpand(HPKE_SUITE, secret, 'key', context, KEY_LENGTH),
    nonce: labeledExpand(HPKE_SUITE, secret, 'base_nonce', context, NONCE_LENGTH),
  };
}

function labeledExtract(suite: Uint8Array, salt: Uint8Array, label: string, inputKey: Uint8Array): Buffer {
  return hkdfExtract(salt, Buffer.concat([VERSION, suite, Buffer.from(label), inputKey]));
}

function labeledExpand(
  suite: Uint8Array,
  key: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Buffer {
  const size = Buffer.alloc(2);
  size.writeUInt16BE(length);
  return hkdfExpand(key, Buffer.concat([size, VERSION, suite, Buffer.from(label), info]), length);
}
