import { createPublicKey, type KeyObject } from 'node:crypto';
import { der, derTags } from './der.js';
import { signDer } from './signDer.js';

/**
 * Asks for a certificate of a P-256 key without saying who asks: PKCS#10 (RFC 2986) with an empty subject and no attributes. The
 * key stays where it is; its signature proves that the asker has it.
 *
 * @returns DER.
 */
export function makeCertificateRequest(privateKey: KeyObject): Buffer {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const info = der.sequence(
    der.unsigned(Buffer.of(0)),
    der.sequence(),
    publicKey,
    der.element(derTags.constructedContext(0)),
  );
  return signDer(info, privateKey);
}
