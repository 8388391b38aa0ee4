import { createHash } from 'node:crypto';
import type { KeyObject, X509Certificate } from 'node:crypto';
import { IdentityError } from './IdentityError.js';
import type { Certificate } from './Certificate.js';
import type { Identity } from './Identity.js';
import type { VerifiedSignatures } from './VerifiedSignatures.js';

/** An identity with the certificate that it was read from. */
export class X509Identity implements Identity {
  readonly mspId: string;
  readonly certificate: X509Certificate;
  readonly serialized: Uint8Array;
  readonly id: string;
  /** The same certificate, taken apart. */
  readonly parsed: Certificate;
  readonly #key: KeyObject;
  readonly #signatures: VerifiedSignatures;

  private constructor(
    mspId: string,
    parsed: Certificate,
    serialized: Uint8Array,
    key: KeyObject,
    signatures: VerifiedSignatures,
  ) {
    this.mspId = mspId;
    this.certificate = parsed.x509;
    this.serialized = serialized;
    this.id = `${mspId}:${createHash('sha256').update(parsed.signedPart).digest('hex')}`;
    this.parsed = parsed;
    this.#key = key;
    this.#signatures = signatures;
  }

  /**
   * Keys are of P-256 only. Fabric's MSP also takes P-224, P-384 and P-521, with SHA-256 all the same.
   *
   * @throws IdentityError `MALFORMED` for another key
   */
  static create(
    mspId: string,
    parsed: Certificate,
    serialized: Uint8Array,
    signatures: VerifiedSignatures,
  ): X509Identity {
    return new X509Identity(mspId, parsed, serialized, p256Key(parsed.x509), signatures);
  }

  verify(message: Uint8Array, signature: Uint8Array): boolean {
    return this.#signatures.verify(this.id, this.#key, message, signature);
  }
}

function p256Key(certificate: X509Certificate): KeyObject {
  const key = keyOf(certificate);
  if (key?.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new IdentityError(
      'MALFORMED',
      "failed to import certificate's public key: Certificate's public key type not recognized. Supported keys: [ECDSA P-256]",
    );
  }
  return key;
}

/** OpenSSL decodes the key when it is asked for: one on no curve, or of an unknown kind, fails only now. */
function keyOf(certificate: X509Certificate): KeyObject | undefined {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
}
