import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { certificateExtension } from '../../src/identities/certificateExtension.js';
import { distinguishedName } from '../../src/identities/distinguishedName.js';
import { encodeCertificate } from '../../src/identities/encodeCertificate.js';
import { encodePem } from '../../src/identities/encodePem.js';
import { keyIdentifier } from '../../src/identities/keyIdentifier.js';
import type { CertifiedKey } from '../../src/identities/CertificateAuthority.js';
import type { Certificate } from '../../src/msp/Certificate.js';
import { der } from '../../src/msp/der/der.js';
import { derTags } from '../../src/msp/der/derTags.js';
import { toLowS } from '../../src/msp/ecdsaSignature.js';
import { readCertificate } from '../../src/msp/readCertificate.js';

/** How a certificate departs from a plain one of a client. */
interface Oddities {
  readonly units?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly extensions?: readonly Uint8Array[];
  /** Curve of the certified key. */
  readonly curve?: string;
}

const hour = 3600 * 1000;

/** An authority that certifies what no proper one would. */
export class TestAuthority {
  readonly #certificate: Certificate;
  readonly #key: KeyObject;

  constructor({ certificate, key }: CertifiedKey) {
    this.#certificate = readCertificate(Buffer.from(certificate));
    this.#key = createPrivateKey(key);
  }

  certify(commonName: string, oddities: Oddities = {}): CertifiedKey {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: oddities.curve ?? 'P-256' });
    const units = oddities.units ?? ['client'];
    const fields = {
      issuer: this.#certificate.subject,
      subject: distinguishedName([
        ...units.map((unit) => ['OU', unit] as const),
        ['CN', commonName] as const,
      ]),
      publicKey,
      notBefore: oddities.notBefore ?? this.#certificate.notBefore,
      notAfter: oddities.notAfter ?? new Date(Date.now() + hour),
      extensions: oddities.extensions ?? [certificateExtension.noAuthority()],
    };
    return pemOf(encodeCertificate(fields, this.#key), privateKey);
  }

  /** An authority below this one. */
  certifyAuthority(
    commonName: string,
    constraints: Uint8Array = certificateExtension.authority(),
  ): CertifiedKey {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const fields = {
      issuer: this.#certificate.subject,
      subject: distinguishedName([['CN', commonName]]),
      publicKey,
      notBefore: this.#certificate.notBefore,
      notAfter: new Date(Date.now() + hour),
      extensions: [constraints, certificateExtension.subjectKeyIdentifier(keyIdentifier(publicKey))],
    };
    return pemOf(encodeCertificate(fields, this.#key), privateKey);
  }

  /** A list that revokes certificates, in DER. */
  revoke(certificates: readonly string[], signer: KeyObject = this.#key): Buffer {
    const algorithm = der.sequence(der.objectIdentifier('1.2.840.10045.4.3.2'));
    const now = der.time(new Date());
    const revoked = certificates.map((pem) =>
      der.sequence(der.unsigned(readCertificate(Buffer.from(pem)).serialNumber), now),
    );
    const extensions = certificateExtension.authorityKeyIdentifier(
      keyIdentifier(this.#certificate.x509.publicKey),
    );
    const signedPart = der.sequence(
      der.unsigned(Buffer.from([1])),
      algorithm,
      this.#certificate.subject,
      now,
      now,
      der.sequence(...revoked),
      der.element(derTags.constructedContext(0), der.sequence(extensions)),
    );
    return der.sequence(signedPart, algorithm, der.bitString(toLowS(sign('sha256', signedPart, signer))));
  }
}

function pemOf(certificate: Buffer, key: KeyObject): CertifiedKey {
  return {
    certificate: encodePem(certificate),
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
