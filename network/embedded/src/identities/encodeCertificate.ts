import { randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { der } from '../msp/der/der.js';
import { derTags } from '../msp/der/derTags.js';
import { toLowS } from '../msp/ecdsaSignature.js';

/** What a certificate says, its names and extensions as DER. */
export interface CertificateFields {
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: readonly Uint8Array[];
}

const ecdsaWithSha256 = der.sequence(der.objectIdentifier('1.2.840.10045.4.3.2'));
const version3 = der.element(derTags.constructedContext(0), der.unsigned(Buffer.from([2])));

/** Makes an X.509 certificate (RFC 5280 §4.1), signed with a P-256 key, with a random serial number of 128 bits. As DER. */
export function encodeCertificate(fields: CertificateFields, issuerKey: KeyObject): Buffer {
  const signedPart = der.sequence(
    version3,
    der.unsigned(randomBytes(16)),
    ecdsaWithSha256,
    fields.issuer,
    der.sequence(der.time(fields.notBefore), der.time(fields.notAfter)),
    fields.subject,
    fields.publicKey.export({ type: 'spki', format: 'der' }),
    der.element(derTags.constructedContext(3), der.sequence(...fields.extensions)),
  );
  const signature = toLowS(sign('sha256', signedPart, issuerKey));
  return der.sequence(signedPart, ecdsaWithSha256, der.bitString(signature));
}
