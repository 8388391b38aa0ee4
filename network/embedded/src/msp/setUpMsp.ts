import type { msp } from '@hyperledger/fabric-protos';
import type { Certificate } from './Certificate.js';
import { CertificationTree } from './CertificationTree.js';
import { IdentityError } from './IdentityError.js';
import { Msp } from './Msp.js';
import type { MspSettings } from './MspSettings.js';
import { NodeOus } from './NodeOus.js';
import { readCertificate } from './readCertificate.js';
import { RevocationList } from './RevocationList.js';

/**
 * Makes an MSP from its part of the channel configuration, and refuses one that would not hold, as Fabric does
 * (msp/mspimplsetup.go).
 *
 * @throws IdentityError `INVALID_CONFIG`
 */
export function setUpMsp(config: msp.FabricMSPConfig): Msp {
  try {
    return setUp(config);
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error;
    throw new IdentityError('INVALID_CONFIG', `MSP ${config.getName()}: ${error.message}`, { cause: error });
  }
}

function setUp(config: msp.FabricMSPConfig): Msp {
  requireSha2(config.getCryptoConfig());
  if (config.getRootCertsList().length === 0) throw refused('expected at least one CA certificate');
  const tree = treeOf(config.getRootCertsList_asU8(), config.getIntermediateCertsList_asU8());
  const revocationLists = config.getRevocationListList_asU8().map((bytes) => RevocationList.read(bytes));
  requireAuthorities(tree, revocationLists);
  requireAuthorities(
    treeOf(config.getTlsRootCertsList_asU8(), config.getTlsIntermediateCertsList_asU8()),
    [],
  );

  const certifiersOf = (pem: Uint8Array): string => certifiersIdentifier(tree, pem);
  const unitCertifiers = new Map<string, Set<string>>();
  for (const unit of config.getOrganizationalUnitIdentifiersList()) {
    const name = unit.getOrganizationalUnitIdentifier();
    const certifiers = unitCertifiers.get(name) ?? new Set();
    unitCertifiers.set(name, certifiers.add(certifiersOf(unit.getCertificate_asU8())));
  }
  const nodeOus = NodeOus.read(config.getFabricNodeOus(), certifiersOf);
  const admins = config.getAdminsList_asU8().map(readCertificate);
  const settings = { mspId: config.getName(), tree, revocationLists, nodeOus, admins, unitCertifiers };
  const made = new Msp(settings);
  requireAdmins(made, settings);
  return made;
}

function treeOf(roots: readonly Uint8Array[], intermediates: readonly Uint8Array[]): CertificationTree {
  return new CertificationTree(
    distinct(roots.map(readCertificate)),
    distinct(intermediates.map(readCertificate)),
  );
}

function distinct(certificates: readonly Certificate[]): Certificate[] {
  return certificates.filter((one, index) => certificates.findIndex((other) => other.equals(one)) === index);
}

function requireSha2(config: msp.FabricCryptoConfig | undefined): void {
  const family = config?.getSignatureHashFamily() ?? '';
  if (family !== '' && family !== 'SHA2') throw refused(`hash family not recognized [${family}]`);
  const hash = config?.getIdentityIdentifierHashFunction() ?? '';
  if (hash !== '' && hash !== 'SHA256') throw refused(`hash function not recognized [${hash}]`);
}

/** Every authority must be one, have a key identifier, go back to a root, and not be revoked. */
function requireAuthorities(tree: CertificationTree, revocationLists: readonly RevocationList[]): void {
  for (const authority of tree.authorities) {
    const serialNumber = `(SN: ${Buffer.from(authority.serialNumber).toString('hex')})`;
    const { maxPathLength, subjectKeyIdentifier } = authority.extensions;
    if (maxPathLength === undefined)
      throw refused(`CA Certificate did not have the CA attribute, ${serialNumber}`);
    if (subjectKeyIdentifier === undefined) {
      throw refused(`CA Certificate problem with Subject Key Identifier extension, ${serialNumber}`);
    }
    const [, issuer] = tree.chainOf(authority);
    if (issuer !== undefined && revocationLists.some((list) => list.revokes(authority, issuer))) {
      throw refused(`CA Certificate is not valid, ${serialNumber}: The certificate has been revoked`);
    }
  }
}

/** The authorities from the one in the PEM up to its root. */
function certifiersIdentifier(tree: CertificationTree, pem: Uint8Array): string {
  const certificate = readCertificate(pem);
  const authority = tree.authorities.find((known) => known.equals(certificate));
  if (authority === undefined)
    throw refused('Failed adding OU. Certificate not in root or intermediate certs.');
  return CertificationTree.certifiersIdentifier(tree.chainOf(authority));
}

function requireAdmins(made: Msp, { admins, nodeOus }: MspSettings): void {
  if (admins.length === 0 && !nodeOus.knowsAdmins) {
    throw refused('administrators must be declared when no admin ou classification is set');
  }
  for (const [index, admin] of admins.entries()) {
    const units = made.validate(admin);
    if (nodeOus.enforced && !nodeOus.has('CLIENT', units) && !nodeOus.has('ADMIN', units)) {
      throw refused(`admin ${index} is invalid [neither client nor admin]`);
    }
  }
}

function refused(text: string): IdentityError {
  return new IdentityError('INVALID_CONFIG', text);
}
