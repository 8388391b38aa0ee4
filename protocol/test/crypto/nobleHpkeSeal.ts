import { gcm } from '@noble/ciphers/aes.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { HpkeContext } from '../../src/crypto/hpke.js';

const KEM = [...ascii('KEM'), 0, 32];
const SUITE = [...ascii('HPKE'), 0, 32, 0, 1, 0, 2];

/** RFC 9180 base mode a second time, line by line from the RFC on noble's primitives: what ours is held against. */
export function nobleHpkeSeal(
  recipient: Uint8Array,
  { info, aad = new Uint8Array() }: HpkeContext,
  plaintext: Uint8Array,
  ephemeral: Uint8Array,
): Buffer {
  const encapsulated = x25519.getPublicKey(ephemeral);
  const secret = x25519.getSharedSecret(ephemeral, recipient);
  const eaePrk = labeledExtract([], KEM, 'eae_prk', secret);
  const shared = labeledExpand(eaePrk, KEM, 'shared_secret', [...encapsulated, ...recipient], 32);
  const context = [
    0,
    ...labeledExtract([], SUITE, 'psk_id_hash', []),
    ...labeledExtract([], SUITE, 'info_hash', info),
  ];
  const scheduled = labeledExtract(shared, SUITE, 'secret', []);
  const key = labeledExpand(scheduled, SUITE, 'key', context, 32);
  const nonce = labeledExpand(scheduled, SUITE, 'base_nonce', context, 12);
  return Buffer.concat([encapsulated, gcm(key, nonce, aad).encrypt(plaintext)]);
}

function labeledExtract(
  salt: Iterable<number>,
  suite: number[],
  label: string,
  key: Iterable<number>,
): Uint8Array {
  const input = Uint8Array.from([...ascii('HPKE-v1'), ...suite, ...ascii(label), ...key]);
  return extract(sha256, input, Uint8Array.from(salt));
}

function labeledExpand(
  key: Uint8Array,
  suite: number[],
  label: string,
  info: Iterable<number>,
  length: number,
): Uint8Array {
  const labeled = Uint8Array.from([0, length, ...ascii('HPKE-v1'), ...suite, ...ascii(label), ...info]);
  return expand(sha256, key, labeled, length);
}

function ascii(text: string): number[] {
  return [...Buffer.from(text, 'ascii')];
}
