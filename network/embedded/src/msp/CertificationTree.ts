import { createHash } from 'node:crypto';
import { IdentityError } from './IdentityError.js';
import type { Certificate } from './Certificate.js';
import { objectIdentifiers } from './objectIdentifiers.js';
import { hashOfSignature } from './hashOfSignature.js';

/** From a certificate to its root, both included. */
type Chain = readonly [Certificate, ...Certificate[]];

/**
 * An MSP's certificate authorities, and the way up from a certificate: as Go's crypto/x509 verifies one on behalf of
 * Fabric's MSP (msp/mspimpl.go). No clock is asked: authorities have to be valid one second after the certificate became
 * valid, whatever the time is now, and a certificate's own end is not looked at. Name constraints are not understood, so that
 * an authority that has them is refused.
 */
export class CertificationTree {
  readonly #roots: readonly Certificate[];
  readonly #intermediates: readonly Certificate[];

  constructor(roots: readonly Certificate[], intermediates: readonly Certificate[]) {
    this.#roots = roots;
    this.#intermediates = intermediates;
  }

  get authorities(): readonly Certificate[] {
    return [...this.#roots, ...this.#intermediates];
  }

  /** The authorities above an identity's certificate, its issuer first. @throws IdentityError `UNTRUSTED` */
  authoritiesOf(certificate: Certificate): readonly [Certificate, ...Certificate[]] {
    if (certificate.extensions.maxPathLength !== undefined) {
      const text =
        'could not obtain certification chain: An X509 certificate with Basic Constraint: Certificate Authority equals true cannot be used as an identity';
      throw new IdentityError('UNTRUSTED', text);
    }
    const [, issuer, ...above] = this.chainOf(certificate);
    if (issuer === undefined) throw untrusted('expected a chain of length at least 2, got 1');
    if (this.#hasAuthorityBelow(issuer)) {
      throw untrusted(
        'invalid validation chain. Parent certificate should be a leaf of the certification tree',
      );
    }
    return [issuer, ...above];
  }

  /** The one chain from a certificate up to a root. @throws IdentityError `UNTRUSTED` when there is none, or several */
  chainOf(certificate: Certificate): Chain {
    const chains = this.#chains([certificate]).filter(servesAnyPurpose);
    const [chain] = chains;
    if (chain === undefined) {
      throw untrusted('the supplied identity is not valid: x509: certificate signed by unknown authority');
    }
    if (chains.length > 1)
      throw untrusted(`this MSP only supports a single validation chain, got ${chains.length}`);
    return chain;
  }

  /** Names the authorities above a certificate: hex of SHA-256 of their DER, one after the other. */
  static certifiersIdentifier(authorities: readonly Certificate[]): string {
    const hash = createHash('sha256');
    for (const { x509 } of authorities) hash.update(x509.raw);
    return hash.digest('hex');
  }

  #chains(chain: Chain): Chain[] {
    const [leaf] = chain;
    const child = chain.at(-1) ?? leaf;
    if (this.#roots.some((root) => root.equals(child))) return [chain];
    return this.authorities
      .filter((authority) => !chain.some((known) => known.equals(authority)))
      .filter((authority) => mayStandAbove(authority, chain) && hasSigned(authority, child))
      .flatMap((authority) => this.#chains([...chain, authority]));
  }

  #hasAuthorityBelow(authority: Certificate): boolean {
    return this.#intermediates.some(
      (other) => !other.equals(authority) && this.chainOf(other).some((above) => above.equals(authority)),
    );
  }
}

function mayStandAbove({ extensions, notBefore, notAfter }: Certificate, chain: Chain): boolean {
  const { maxPathLength = -1, maySignCertificates, hasUnknownCritical } = extensions;
  if (!maySignCertificates || hasUnknownCritical || maxPathLength < chain.length - 1) return false;
  const time = chain[0].notBefore.getTime() + 1000;
  return notBefore.getTime() <= time && time <= notAfter.getTime();
}

function hasSigned(authority: Certificate, child: Certificate): boolean {
  return (
    Buffer.compare(authority.subject, child.issuer) === 0 &&
    hashOfSignature(child.signatureAlgorithm) !== undefined &&
    child.x509.verify(authority.x509.publicKey)
  );
}

/** Go asks for the purpose of a server, Fabric does not say otherwise; a certificate that names no purpose serves any. */
function servesAnyPurpose(chain: Chain): boolean {
  return chain.every(
    ({ extensions: { purposes, hasUnknownCritical } }) =>
      !hasUnknownCritical &&
      (purposes === undefined ||
        purposes.includes(objectIdentifiers.anyPurpose) ||
        purposes.includes(objectIdentifiers.serverAuthentication)),
  );
}

function untrusted(text: string): IdentityError {
  return new IdentityError(
    'UNTRUSTED',
    `could not obtain certification chain: failed getting validation chain: ${text}`,
  );
}
