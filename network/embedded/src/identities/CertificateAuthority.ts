import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readCertificate } from '../msp/readCertificate.js';
import { certificateExtension } from './certificateExtension.js';
import { distinguishedName } from './distinguishedName.js';
import type { NamePart } from './distinguishedName.js';
import { encodeCertificate } from './encodeCertificate.js';
import { encodePem } from './encodePem.js';
import { keyIdentifier } from './keyIdentifier.js';

/** When a certificate holds; by default from five minutes ago for ten years. */
export interface Validity {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** A certificate and its PKCS #8 key, in PEM. */
export interface CertifiedKey {
  readonly certificate: string;
  readonly key: string;
}

const tenYearsMs = 3650 * 24 * 3600 * 1000;
const minuteMs = 60 * 1000;
/** cryptogen's place, in every name that it makes. */
const place: readonly NamePart[] = [
  ['C', 'US'],
  ['L', 'San Francisco'],
  ['ST', 'California'],
];

/**
 * A root certificate authority of P-256, with the certificates that cryptogen makes (internal/cryptogen/ca/ca.go). For
 * development and tests: its key is in the open in the network's folder.
 */
export class CertificateAuthority {
  /** PEM */
  readonly certificate: string;
  /** PKCS #8, PEM */
  readonly key: string;
  /** DER */
  readonly #name: Uint8Array;
  readonly #keyIdentifier: Uint8Array;
  readonly #key: KeyObject;

  private constructor(certificate: string, key: string) {
    this.certificate = certificate;
    this.key = key;
    const { subject, x509 } = readCertificate(Buffer.from(certificate));
    this.#name = subject;
    this.#keyIdentifier = keyIdentifier(x509.publicKey);
    this.#key = createPrivateKey(key);
  }

  /** Makes one with a new key, such as `ca.org1.example.com` of `org1.example.com`. */
  static create(commonName: string, organization: string, validity: Validity = {}): CertificateAuthority {
    const { publicKey, privateKey } = newKey();
    const name = distinguishedName([['O', organization], ...place, ['CN', commonName]]);
    const extensions = [
      certificateExtension.keyUsage('digitalSignature', 'keyEncipherment', 'keyCertSign', 'cRLSign'),
      certificateExtension.serverAndClient(),
      certificateExtension.authority(),
      certificateExtension.subjectKeyIdentifier(keyIdentifier(publicKey)),
    ];
    const fields = { issuer: name, subject: name, publicKey, ...periodOf(validity), extensions };
    return new CertificateAuthority(encodePem(encodeCertificate(fields, privateKey)), exported(privateKey));
  }

  /** Takes up one that was made before. @throws IdentityError when the certificate is none; Error when the key is none */
  static load({ certificate, key }: CertifiedKey): CertificateAuthority {
    return new CertificateAuthority(certificate, key);
  }

  /** A new key to sign with, certified for a name and, by organisational units, for its roles: usually one. */
  issueIdentity(commonName: string, units: readonly string[], validity: Validity = {}): CertifiedKey {
    const parts: NamePart[] = [...units.map((unit): NamePart => ['OU', unit]), ...place, ['CN', commonName]];
    return this.#issue(parts, [certificateExtension.keyUsage('digitalSignature')], validity);
  }

  /** A new TLS key of a server or client, certified for host names and addresses; a client has none. */
  issueTls(commonName: string, hosts: readonly string[], validity: Validity = {}): CertifiedKey {
    const extensions = [
      certificateExtension.keyUsage('digitalSignature', 'keyEncipherment'),
      certificateExtension.serverAndClient(),
      ...(hosts.length === 0 ? [] : [certificateExtension.subjectAltNames(hosts)]),
    ];
    return this.#issue([...place, ['CN', commonName]], extensions, validity);
  }

  #issue(subject: readonly NamePart[], extensions: readonly Uint8Array[], validity: Validity): CertifiedKey {
    const { publicKey, privateKey } = newKey();
    const fields = {
      issuer: this.#name,
      subject: distinguishedName(subject),
      publicKey,
      ...periodOf(validity),
      extensions: [
        ...extensions,
        certificateExtension.noAuthority(),
        certificateExtension.authorityKeyIdentifier(this.#keyIdentifier),
      ],
    };
    return { certificate: encodePem(encodeCertificate(fields, this.#key)), key: exported(privateKey) };
  }
}

function newKey(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function exported(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Whole minutes, so that what an authority issues at once does not begin before itself. */
function periodOf({ notBefore, notAfter }: Validity): Required<Validity> {
  const from = notBefore ?? new Date((Math.floor(Date.now() / minuteMs) - 5) * minuteMs);
  return { notBefore: from, notAfter: notAfter ?? new Date(from.getTime() + tenYearsMs) };
}
