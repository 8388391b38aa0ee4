import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { sha256Hex } from './hash.js';

/** SHA-256 of a public key's SPKI in DER, hex: what a role binds to (DESIGN §5.7). */
export function keyHashOf(publicKey: KeyObject): string {
  return sha256Hex(publicKey.export({ type: 'spki', format: 'der' }));
}

/** The key hash of a certificate's subject, from PEM or DER. */
export function keyHashOfCertificate(certificate: string | Uint8Array): string {
  return keyHashOf(new X509Certificate(certificate).publicKey);
}

/** The public half of a private key, as device records carry it: SPKI DER in base64. */
export function publicKeyBase64(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}
