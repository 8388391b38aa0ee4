import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CertificateAuthority } from './CertificateAuthority.js';
import { makeDirectory } from './makeDirectory.js';
import { OrganisationPaths } from './OrganisationPaths.js';
import { writeMspFolder } from './writeMspFolder.js';

const kinds = ['ca', 'tlsca'] as const;

/**
 * The authorities of an organisation that runs nothing, made where they are not there, in cryptogen's layout. PEM of their
 * certificates.
 *
 * @throws IdentityError `INVALID_CONFIG` for a domain that is no host name; a system error when files cannot be read or written
 */
export function loadAuthorities(
  directory: string,
  domain: string,
): { readonly caCertificate: string; readonly tlsCaCertificate: string } {
  const paths = OrganisationPaths.of(directory, { kind: 'peer', domain, node: 'peer', hosts: [], users: 0 });
  if (!existsSync(paths.root)) {
    makeDirectory(paths.root, (unfinished) => {
      write(paths.at(unfinished), domain);
    });
  }
  const read = (kind: (typeof kinds)[number]): string =>
    readFileSync(paths.authority(kind).certificate, 'utf8');
  return { caCertificate: read('ca'), tlsCaCertificate: read('tlsca') };
}

function write(paths: OrganisationPaths, domain: string): void {
  const authorities = {
    ca: CertificateAuthority.create(`ca.${domain}`, domain),
    tlsca: CertificateAuthority.create(`tlsca.${domain}`, domain),
    domain,
  };
  writeMspFolder(join(paths.root, 'msp'), authorities);
  for (const kind of kinds) {
    const { certificate, key } = paths.authority(kind);
    mkdirSync(dirname(certificate), { recursive: true });
    writeFileSync(certificate, authorities[kind].certificate);
    writeFileSync(key, authorities[kind].key, { mode: 0o600 });
  }
}
