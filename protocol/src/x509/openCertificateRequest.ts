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
    const [info, algorithm, signature] = elements(DerElement.read(request), 3);
    const [, , key] = elements(info, 4);
    const [unusedBits, ...bytes] = signature.expect(derTags.bitString).contents;
    if (unusedBits !== 0) throw new RangeError('no whole bytes');
    return {
      info: info.raw,
      algorithm: algorithm.raw,
      signature: Buffer.from(bytes),
      publicKey: createPublicKey({ key: Buffer.from(key.raw), format: 'der', type: 'spki' }),
    };
  } catch (cause) {
    throw invalid('it is not a PKCS#10 request', cause);
  }
}

/** The first three of the elements of a sequence that has so many. @throws RangeError. */
function elements(sequence: DerElement, count: number): [DerElement, DerElement, DerElement] {
  const parts = sequence.expect(derTags.sequence).children();
  const [first, second, third] = parts;
  if (parts.length !== count || first === undefined || second === undefined || third === undefined) {
    throw new RangeError(`not ${String(count)} elements`);
  }
  return [first, second, third];
}

function invalid(text: string, cause?: unknown): CodedError {
  return new CodedError('CERTIFICATE_REQUEST_INVALID', `the request for a certificate: ${text}`, { cause });
}
