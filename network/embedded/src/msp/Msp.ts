import { msp } from '@hyperledger/fabric-protos';
import type { Certificate } from './Certificate.js';
import { CertificationTree } from './CertificationTree.js';
import { IdentityError } from './IdentityError.js';
import type { MspSettings } from './MspSettings.js';
import type { NodeRole } from './NodeOus.js';
import type { OrganizationalUnits } from './OrganizationalUnits.js';
import { readCertificate } from './readCertificate.js';
import { readPrincipals } from './readPrincipals.js';
import type { Principal } from './readPrincipals.js';

const { MSPRoleType } = msp.MSPRole;

const nodeRoles: ReadonlyMap<number, NodeRole> = new Map([
  [MSPRoleType.CLIENT, 'CLIENT'],
  [MSPRoleType.PEER, 'PEER'],
  [MSPRoleType.ORDERER, 'ORDERER'],
]);

/** One organisation's membership service: Fabric's X.509 MSP (msp/mspimpl.go) as of channel capability 1.4.3 and later. */
export class Msp {
  readonly #settings: MspSettings;
  /** What came of a certificate's validation. It depends on nothing but the configuration. */
  readonly #verdicts = new WeakMap<Certificate, OrganizationalUnits | IdentityError>();

  constructor(settings: MspSettings) {
    this.#settings = settings;
  }

  /**
   * Everything but expiry, which Fabric leaves to those who let a client in.
   *
   * @returns the units in the certificate
   * @throws IdentityError `UNTRUSTED`, `REVOKED` or `NO_SINGLE_ROLE`
   */
  validate(certificate: Certificate): OrganizationalUnits {
    let verdict = this.#verdicts.get(certificate);
    if (verdict === undefined) {
      verdict = this.#judge(certificate);
      this.#verdicts.set(certificate, verdict);
    }
    if (verdict instanceof IdentityError) throw verdict;
    return verdict;
  }

  /** Whether an identity of this MSP is valid and fits a principal. A principal that cannot be read fits nobody. */
  satisfies(certificate: Certificate, principal: msp.MSPPrincipal): boolean {
    try {
      return readPrincipals(principal).every((single) => this.#satisfiesOne(certificate, single));
    } catch (error) {
      // Fabric answers an invalid identity and a malformed principal with an error: whoever asks takes it for a no.
      if (error instanceof IdentityError) return false;
      throw error;
    }
  }

  #judge(certificate: Certificate): OrganizationalUnits | IdentityError {
    const { mspId, revocationLists, nodeOus } = this.#settings;
    try {
      const authorities = this.#settings.tree.authoritiesOf(certificate);
      const [issuer] = authorities;
      if (revocationLists.some((list) => list.revokes(certificate, issuer))) {
        const text =
          'could not validate identity against certification chain: The certificate has been revoked';
        return new IdentityError('REVOKED', text);
      }
      const units = {
        names: certificate.organizationalUnits,
        certifiers: CertificationTree.certifiersIdentifier(authorities),
      };
      this.#requireKnownUnit(units);
      nodeOus.requireOneRole(units, mspId);
      return units;
    } catch (error) {
      if (error instanceof IdentityError) return error;
      throw error;
    }
  }

  /** Where the configuration lists units, the certificate must have one of them. */
  #requireKnownUnit({ names, certifiers }: OrganizationalUnits): void {
    const { mspId, unitCertifiers } = this.#settings;
    if (unitCertifiers.size === 0) return;
    if (names.some((name) => unitCertifiers.get(name)?.has(certifiers) === true)) return;
    const text =
      names.length === 0
        ? 'the identity certificate does not contain an Organizational Unit (OU)'
        : `none of the identity's organizational units [${names.join(' ')}] are in MSP ${mspId}`;
    throw new IdentityError('NO_SINGLE_ROLE', `could not validate identity's OUs: ${text}`);
  }

  #satisfiesOne(certificate: Certificate, principal: Principal): boolean {
    if (principal instanceof msp.MSPRole) return this.#hasRole(certificate, principal);
    if (principal instanceof msp.OrganizationUnit) return this.#isInUnit(certificate, principal);
    if (principal instanceof msp.SerializedIdentity) return this.#isIdentity(certificate, principal);
    // X.509 certificates name who they are.
    return principal.getAnonymityType() === msp.MSPIdentityAnonymity.MSPIdentityAnonymityType.NOMINAL;
  }

  #hasRole(certificate: Certificate, principal: msp.MSPRole): boolean {
    const { mspId, nodeOus, admins } = this.#settings;
    if (principal.getMspIdentifier() !== mspId) return false;
    const role = principal.getRole();
    if (role === MSPRoleType.ADMIN) {
      // Listed admins were checked when the MSP was set up.
      if (admins.some((admin) => admin.equals(certificate))) return true;
      return nodeOus.has('ADMIN', this.validate(certificate));
    }
    const units = this.validate(certificate);
    if (role === MSPRoleType.MEMBER) return true;
    const nodeRole = nodeRoles.get(role);
    return nodeRole !== undefined && nodeOus.has(nodeRole, units);
  }

  #isInUnit(certificate: Certificate, principal: msp.OrganizationUnit): boolean {
    if (principal.getMspIdentifier() !== this.#settings.mspId) return false;
    const { names, certifiers } = this.validate(certificate);
    return (
      names.includes(principal.getOrganizationalUnitIdentifier()) &&
      certifiers === Buffer.from(principal.getCertifiersIdentifier_asU8()).toString('hex')
    );
  }

  #isIdentity(certificate: Certificate, principal: msp.SerializedIdentity): boolean {
    if (principal.getMspid() !== this.#settings.mspId) return false;
    if (!readCertificate(principal.getIdBytes_asU8()).equals(certificate)) return false;
    this.validate(certificate);
    return true;
  }
}
