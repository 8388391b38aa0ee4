import type { KeyObject } from 'node:crypto';
import { signLowS } from '../crypto/signLowS.js';
import { der } from './der.js';

/** ECDSA with SHA-256 (RFC 5758 §3.2). */
export const ecdsaWithSha256 = der.sequence(der.objectIdentifier('1.2.840.10045.4.3.2'));

/** What is signed, with its signature behind it, as certificates and requests both are. DER. */
export function signDer(signedPart: Uint8Array, key: KeyObject): Buffer {
  return der.sequence(signedPart, ecdsaWithSha256, der.bitString(signLowS(signedPart, key)));
}
