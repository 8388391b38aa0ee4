import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { DerElement } from '../msp/der/DerElement.js';

/** Names a public key in certificates: SHA-256 of its BIT STRING's bits, as cryptogen has it (RFC 7093 §2). */
export function keyIdentifier(publicKey: KeyObject): Buffer {
  const [, bits] = DerElement.read(publicKey.export({ type: 'spki', format: 'der' })).children();
  if (bits === undefined) throw new RangeError('no public key');
  return createHash('sha256').update(bits.contents.subarray(1)).digest();
}
