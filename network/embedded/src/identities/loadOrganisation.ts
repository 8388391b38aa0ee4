import { readFileSync } from 'node:fs';
import { createSigningIdentity } from '../msp/createSigningIdentity.js';
import type { Organisation, UserFiles } from './Organisation.js';
import { OrganisationPaths } from './OrganisationPaths.js';
import type { Holder } from './OrganisationPaths.js';
import type { OrganisationSpec } from './OrganisationSpec.js';

/**
 * Reads what {@link makeOrganisation} wrote.
 *
 * @throws IdentityError when the node's certificate and key do not belong together; a system error when files are missing
 */
export function loadOrganisation(directory: string, spec: OrganisationSpec, mspId: string): Organisation {
  const paths = OrganisationPaths.of(directory, spec);
  const { node } = paths;
  const identity = OrganisationPaths.identityOf(node);
  const tls = OrganisationPaths.tlsOf(node);
  return {
    mspId,
    domain: spec.domain,
    caCertificate: read(paths.authority('ca').certificate),
    tlsCaCertificate: read(paths.authority('tlsca').certificate),
    node: {
      name: node.name,
      identity: createSigningIdentity(read(identity.certificate), read(identity.key), mspId),
      tls: { caCertificate: read(tls.caCertificate), certificate: read(tls.certificate), key: read(tls.key) },
      tlsCaFile: tls.caCertificate,
    },
    admin: filesOf(paths.admin),
    users: paths.users.map(filesOf),
  };
}

function filesOf(user: Holder): UserFiles {
  return { name: user.name, ...OrganisationPaths.identityOf(user) };
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}
