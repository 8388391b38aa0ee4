import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { CodedError } from '../errors.js';
import { derTags } from './der.js';
import { DerElement } from './DerElement.js';
import { ecdsaWithSha256 } from './signDer.js';

/**
 * The key that a PKCS#10 request (DER) is for. Subject and attributes are not looked at: the issuer gives the name.
 *
 * @throws CodedError CERTIFICATE_REQUEST_INVALID when it is no such request, of another key than P-256, or not signed with the key.
 */
export function openCertificateRequest(request: Uint8Array): KeyObject {
  const parts = readParts(request);
  const { info, algorithm, signature, publicKey } = parts;
  if (
    !Buffer.from(algorithm).equals(ecdsaWithSha256) ||
    publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1'
  ) {
    throw invalid('it is not signed with a P-256 key and SHA-256');
  }
  if (!verify('sha256', info, publicKey, signature)) throw invalid('its signature is wrong');
  return publicKey;
}

interface Parts {
  readonly info: Uint8Array;
  readonly algorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: KeyObject;
}

function readParts(request: Uint8Array): Parts {
  try {
    const [info, algorithm, signature] = DerElement.read(request).expect(derTags.sequence).children();
    const [version, subject, key] = info?.expect(derTags.sequence).children() ?? [];
    if (version === undefined || subject === undefined || key === undefined) throw new RangeError('no key');
    if (info === undefined || algorithm === undefined || signature === undefined)
      throw new RangeError('unsigned');
    const [unusedBits, ...signatureBytes] = signature.expect(derTags.bitString).contents;
    if (unusedBits !== 0) throw new RangeError('no whole bytes');
    return {
      info: info.raw,
      algorithm: algorithm.raw,
      signature: Buffer.from(signatureBytes),
      publicKey: createPublicKey({ key: Buffer.from(key.raw), format: 'der', type: 'spki' }),
    };
  } catch (cause) {
    throw invalid('it is not a PKCS#10 request', cause);
  }
}

function invalid(text: string, cause?: unknown): CodedError {
  return new CodedError('CERTIFICATE_REQUEST_INVALID', `the request for a certificate: ${text}`, { cause });
}
