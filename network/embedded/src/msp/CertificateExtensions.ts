import { DerElement } from './der/DerElement.js';
import { derTags } from './der/derTags.js';
import { objectIdentifiers } from './objectIdentifiers.js';

/** What the extensions of a certificate, or of a revocation list, say (RFC 5280 §4.2, §5.2). */
export class CertificateExtensions {
  /** Whether there is a critical one that is not understood here: whoever meets it must refuse the whole. */
  readonly hasUnknownCritical: boolean;
  /** Basic constraints of an authority: how many other authorities may stand below it. `undefined`: it is none. */
  readonly maxPathLength: number | undefined;
  /** Whether the key may sign certificates: also when nothing is said about its use. */
  readonly maySignCertificates: boolean;
  /** Purposes, by the hex of their object identifier; `undefined`: any. */
  readonly purposes: readonly string[] | undefined;
  readonly subjectKeyIdentifier: Uint8Array | undefined;
  readonly authorityKeyIdentifier: Uint8Array | undefined;

  private constructor(values: ReadonlyMap<string, DerElement>, hasUnknownCritical: boolean) {
    this.hasUnknownCritical = hasUnknownCritical;
    this.maxPathLength = pathLengthOf(values.get(objectIdentifiers.basicConstraints));
    this.maySignCertificates = maySign(values.get(objectIdentifiers.keyUsage));
    this.purposes = purposesOf(values.get(objectIdentifiers.extKeyUsage));
    this.subjectKeyIdentifier = values
      .get(objectIdentifiers.subjectKeyIdentifier)
      ?.expect(derTags.octetString).contents;
    this.authorityKeyIdentifier = keyIdentifierOf(values.get(objectIdentifiers.authorityKeyIdentifier));
  }

  /** Reads `[n] SEQUENCE OF Extension`; none when it is absent. @throws RangeError when malformed */
  static read(wrapped: DerElement | undefined): CertificateExtensions {
    const values = new Map<string, DerElement>();
    let hasUnknownCritical = false;
    const list =
      wrapped === undefined ? [] : DerElement.read(wrapped.contents).expect(derTags.sequence).children();
    for (const extension of list) {
      const { name, critical, value } = partsOf(extension);
      if (values.has(name)) throw new RangeError('repeated extension');
      if (understood.has(name)) values.set(name, DerElement.read(value));
      else hasUnknownCritical ||= critical;
    }
    return new CertificateExtensions(values, hasUnknownCritical);
  }
}

const understood: ReadonlySet<string> = new Set([
  objectIdentifiers.subjectKeyIdentifier,
  objectIdentifiers.keyUsage,
  objectIdentifiers.subjectAltName,
  objectIdentifiers.basicConstraints,
  objectIdentifiers.certificatePolicies,
  objectIdentifiers.authorityKeyIdentifier,
  objectIdentifiers.extKeyUsage,
]);

function partsOf(extension: DerElement): { name: string; critical: boolean; value: Uint8Array } {
  const parts = extension.expect(derTags.sequence).children();
  const [type, second] = parts;
  const value = parts.at(-1);
  if (type === undefined || second === undefined || value === undefined)
    throw new RangeError('truncated extension');
  return {
    name: Buffer.from(type.raw).toString('hex'),
    critical: second.tag === derTags.boolean && second.contents[0] !== 0,
    value: value.expect(derTags.octetString).contents,
  };
}

function pathLengthOf(basicConstraints: DerElement | undefined): number | undefined {
  const [isAuthority, length] = basicConstraints?.expect(derTags.sequence).children() ?? [];
  if (isAuthority?.tag !== derTags.boolean || isAuthority.contents[0] === 0) return undefined;
  if (length === undefined) return Infinity;
  const [value] = length.expect(derTags.integer).contents;
  if (value === undefined || value > 0x7f || length.contents.length !== 1)
    throw new RangeError('bad path length');
  return value;
}

/** keyCertSign is bit 5. */
function maySign(keyUsage: DerElement | undefined): boolean {
  const bits = keyUsage?.expect(derTags.bitString).contents;
  return bits === undefined || ((bits[1] ?? 0) & 0x04) !== 0;
}

function purposesOf(extKeyUsage: DerElement | undefined): string[] | undefined {
  const purposes = extKeyUsage?.expect(derTags.sequence).children();
  return purposes?.map(({ raw }) => Buffer.from(raw).toString('hex'));
}

function keyIdentifierOf(authorityKeyIdentifier: DerElement | undefined): Uint8Array | undefined {
  const fields = authorityKeyIdentifier?.expect(derTags.sequence).children();
  return fields?.find(({ tag }) => tag === derTags.context(0))?.contents;
}
