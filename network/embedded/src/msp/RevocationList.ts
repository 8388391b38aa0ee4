import { verify } from 'node:crypto';
import type { Certificate } from './Certificate.js';
import { CertificateExtensions } from './CertificateExtensions.js';
import { decodePem } from './decodePem.js';
import { DerElement } from './der/DerElement.js';
import { derTags } from './der/derTags.js';
import { hashOfSignature } from './hashOfSignature.js';
import { IdentityError } from './IdentityError.js';

/**
 * A certificate authority's list of revoked certificates (RFC 5280 §5). As in Fabric, neither its dates nor the time of
 * revocation matter: it holds from when it is in the configuration.
 */
export class RevocationList {
  readonly #signedPart: Uint8Array;
  readonly #hash: string;
  readonly #signature: Uint8Array;
  readonly #issuerKeyIdentifier: Uint8Array;
  /** Hex of the INTEGERs' contents. */
  readonly #serialNumbers: ReadonlySet<string>;

  private constructor(
    signedPart: DerElement,
    hash: string,
    signature: Uint8Array,
    issuerKeyIdentifier: Uint8Array,
  ) {
    this.#signedPart = signedPart.raw;
    this.#hash = hash;
    this.#signature = signature;
    this.#issuerKeyIdentifier = issuerKeyIdentifier;
    this.#serialNumbers = serialNumbersIn(signedPart);
  }

  /** Reads DER or PEM. @throws IdentityError `INVALID_CONFIG` */
  static read(bytes: Uint8Array): RevocationList {
    try {
      return RevocationList.#parse(decodePem(bytes) ?? bytes);
    } catch (error) {
      throw new IdentityError('INVALID_CONFIG', 'could not parse RevocationList', { cause: error });
    }
  }

  static #parse(bytes: Uint8Array): RevocationList {
    const [signedPart, algorithm, signature] = DerElement.read(bytes).expect(derTags.sequence).children();
    if (signedPart === undefined || algorithm === undefined || signature === undefined) {
      throw new RangeError('truncated list');
    }
    const [identifier] = algorithm.children();
    const hash = hashOfSignature(Buffer.from(identifier?.raw ?? []).toString('hex'));
    if (hash === undefined) throw new RangeError('unsupported signature algorithm');
    const wrapped = signedPart.children().find(({ tag }) => tag === derTags.constructedContext(0));
    const { authorityKeyIdentifier } = CertificateExtensions.read(wrapped);
    if (authorityKeyIdentifier === undefined) throw new RangeError('authorityKeyIdentifier not found');
    const bits = signature.expect(derTags.bitString).contents.subarray(1);
    return new RevocationList(signedPart, hash, bits, authorityKeyIdentifier);
  }

  /** Whether this is its issuer's list, the certificate is on it, and the issuer signed it. */
  revokes(certificate: Certificate, issuer: Certificate): boolean {
    const { subjectKeyIdentifier } = issuer.extensions;
    return (
      subjectKeyIdentifier !== undefined &&
      Buffer.compare(subjectKeyIdentifier, this.#issuerKeyIdentifier) === 0 &&
      this.#serialNumbers.has(Buffer.from(certificate.serialNumber).toString('hex')) &&
      verify(this.#hash, this.#signedPart, issuer.x509.publicKey, this.#signature)
    );
  }
}

/** The revoked certificates are the one sequence of sequences behind a time. */
function serialNumbersIn(signedPart: DerElement): ReadonlySet<string> {
  const fields = signedPart.children();
  const lastTime = fields.findLastIndex(
    ({ tag }) => tag === derTags.utcTime || tag === derTags.generalizedTime,
  );
  const revoked = fields[lastTime + 1];
  if (revoked?.tag !== derTags.sequence) return new Set();
  return new Set(
    revoked.children().map((entry) => {
      const [serialNumber] = entry.children();
      return Buffer.from(serialNumber?.expect(derTags.integer).contents ?? []).toString('hex');
    }),
  );
}
