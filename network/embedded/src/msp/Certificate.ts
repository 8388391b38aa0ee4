import { X509Certificate } from 'node:crypto';
import { DerElement } from './der/DerElement.js';
import { derTags } from './der/derTags.js';
import { derTime } from './der/derTime.js';
import { CertificateExtensions } from './CertificateExtensions.js';
import { objectIdentifiers } from './objectIdentifiers.js';

/** An X.509 certificate with what an MSP asks of it and node:crypto does not tell (RFC 5280 §4.1). */
export class Certificate {
  readonly x509: X509Certificate;
  /** The part that the issuer signed: the certificate without its signature, which is malleable. */
  readonly signedPart: Uint8Array;
  /** The INTEGER's contents. */
  readonly serialNumber: Uint8Array;
  /** DER of the names. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly organizationalUnits: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Hex of the AlgorithmIdentifier's object identifier. */
  readonly signatureAlgorithm: string;
  readonly extensions: CertificateExtensions;

  private constructor(
    x509: X509Certificate,
    signedPart: DerElement,
    algorithm: DerElement,
    fields: TbsFields,
  ) {
    this.x509 = x509;
    this.signedPart = signedPart.raw;
    this.signatureAlgorithm = Buffer.from(element(algorithm.children(), 0).raw).toString('hex');
    this.serialNumber = fields.serialNumber.expect(derTags.integer).contents;
    this.issuer = fields.issuer.raw;
    this.subject = fields.subject.raw;
    this.organizationalUnits = unitsOf(fields.subject);
    const validity = fields.validity.children();
    this.notBefore = derTime(element(validity, 0));
    this.notAfter = derTime(element(validity, 1));
    this.extensions = CertificateExtensions.read(fields.extensions);
  }

  /** @throws Error when the bytes are no certificate, or not DER throughout */
  static read(der: Uint8Array): Certificate {
    const x509 = new X509Certificate(der);
    // Were the bytes to hold a PEM text somewhere, OpenSSL would read that certificate and this class the one around it.
    if (!x509.raw.equals(der)) throw new RangeError('not a single DER certificate');
    const [signedPart, algorithm] = DerElement.read(der).expect(derTags.sequence).children();
    if (signedPart === undefined || algorithm === undefined) throw new RangeError('truncated certificate');
    return new Certificate(x509, signedPart, algorithm, tbsFields(signedPart));
  }

  /** Whether it is the same certificate, but for the encoding of its signature. */
  equals(other: Certificate): boolean {
    return Buffer.compare(this.signedPart, other.signedPart) === 0;
  }
}

interface TbsFields {
  readonly serialNumber: DerElement;
  readonly issuer: DerElement;
  readonly validity: DerElement;
  readonly subject: DerElement;
  readonly extensions: DerElement | undefined;
}

function tbsFields(signedPart: DerElement): TbsFields {
  const all = signedPart.expect(derTags.sequence).children();
  const fields = all[0]?.tag === derTags.constructedContext(0) ? all.slice(1) : all;
  return {
    serialNumber: element(fields, 0),
    issuer: element(fields, 2),
    validity: element(fields, 3),
    subject: element(fields, 4),
    extensions: fields.find(({ tag }) => tag === derTags.constructedContext(3)),
  };
}

/** Values of OU in the order of the subject, those of multi-valued parts included. */
function unitsOf(subject: DerElement): string[] {
  const units: string[] = [];
  for (const part of subject.children()) {
    for (const attribute of part.children()) {
      const [type, value] = attribute.children();
      if (type === undefined || value === undefined) throw new RangeError('truncated name');
      if (Buffer.from(type.raw).toString('hex') === objectIdentifiers.organizationalUnit)
        units.push(textOf(value));
    }
  }
  return units;
}

function textOf(value: DerElement): string {
  const bytes = Buffer.from(value.contents);
  if (value.tag !== derTags.bmpString) return bytes.toString('utf8');
  return bytes.swap16().toString('utf16le');
}

function element(elements: readonly DerElement[], index: number): DerElement {
  const found = elements[index];
  if (found === undefined) throw new RangeError('truncated certificate');
  return found;
}
