import { createHash, randomBytes, type KeyObject, type X509Certificate } from 'node:crypto';
import { der, derTags } from './der.js';
import { DerElement } from './DerElement.js';
import { signDer, ecdsaWithSha256 } from './signDer.js';

/** What a certificate says, besides who issued it. */
export interface CertificateSubject {
  readonly publicKey: KeyObject;
  readonly commonName: string;
  /** Fabric's role: of clients `client`. */
  readonly unit: string;
  /** Whole seconds. */
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Who issues: an authority's certificate and its P-256 key. */
export interface CertificateIssuer {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
}

const version3 = der.element(derTags.constructedContext(0), der.unsigned(Buffer.of(2)));

/**
 * Issues a client's certificate of X.509 (RFC 5280 §4.1) for signing, with a random serial number of 128 bits. It says nothing of
 * its holder but what is given.
 *
 * @returns PEM.
 */
export function issueCertificate(
  subject: CertificateSubject,
  { certificate, key }: CertificateIssuer,
): string {
  const signedPart = der.sequence(
    version3,
    der.unsigned(randomBytes(16)),
    ecdsaWithSha256,
    subjectOf(certificate),
    der.sequence(der.time(subject.notBefore), der.time(subject.notAfter)),
    der.sequence(namePart('2.5.4.11', subject.unit), namePart('2.5.4.3', subject.commonName)),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    der.element(derTags.constructedContext(3), der.sequence(...extensions(certificate))),
  );
  return encodePem(signDer(signedPart, key));
}

/** The issuer's own name, byte for byte: chains are built by comparing it. */
function subjectOf({ raw }: X509Certificate): Uint8Array {
  const [signedPart] = DerElement.read(raw).children();
  // Version, serial number, algorithm, issuer and validity go before it.
  const subject = signedPart?.children()[5];
  if (subject === undefined) throw new RangeError('the authority has no certificate of version 3');
  return subject.raw;
}

function namePart(type: string, value: string): Buffer {
  return der.set(der.sequence(der.objectIdentifier(type), der.utf8String(value)));
}

function extensions(issuer: X509Certificate): Buffer[] {
  const digitalSignature = der.bitString(Buffer.of(0x80), 7);
  const issuerKey = der.sequence(der.element(derTags.context(0), keyIdentifier(issuer.publicKey)));
  return [
    extension('2.5.29.15', digitalSignature, true),
    extension('2.5.29.19', der.sequence(), true),
    extension('2.5.29.35', issuerKey, false),
  ];
}

function extension(identifier: string, value: Uint8Array, isCritical: boolean): Buffer {
  const critical = isCritical ? der.true : Buffer.alloc(0);
  return der.sequence(der.objectIdentifier(identifier), critical, der.octetString(value));
}

/** SHA-256 of the key's bits, as cryptogen and the embedded network name their authorities' keys (RFC 7093 §2). */
function keyIdentifier(publicKey: KeyObject): Buffer {
  const [, bits] = DerElement.read(publicKey.export({ type: 'spki', format: 'der' })).children();
  if (bits === undefined) throw new RangeError('no public key');
  return createHash('sha256').update(bits.contents.subarray(1)).digest();
}

function encodePem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
