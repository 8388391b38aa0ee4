import { createHash, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { BoundedCache } from './BoundedCache.js';
import { isLowS } from './ecdsaSignature.js';

/** At about 250 bytes each. */
const limit = 10_000;

/**
 * Checks ECDSA signatures over SHA-256 and remembers the good ones: several peers of one process check the same one. What is
 * remembered is exact (the signer, the message's whole digest, the whole signature) and bounded; failures are not
 * remembered.
 */
export class VerifiedSignatures {
  readonly #known = new BoundedCache<true>(limit);

  /** `signer` names the key. Signatures that are not DER with a low s are bad ones, as in Fabric (bccsp/sw/ecdsa.go). */
  verify(signer: string, key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
    if (!isLowS(signature)) return false;
    const digest = createHash('sha256').update(message).digest('base64');
    const entry = `${signer}|${digest}|${Buffer.from(signature).toString('latin1')}`;
    if (this.#known.get(entry) !== undefined) return true;
    if (!verify('sha256', message, key, signature)) return false;
    this.#known.set(entry, true);
    return true;
  }
}
