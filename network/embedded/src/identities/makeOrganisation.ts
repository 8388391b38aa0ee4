import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isIP } from 'node:net';
import { CertificateAuthority } from './CertificateAuthority.js';
import type { CertifiedKey } from './CertificateAuthority.js';
import { makeDirectory } from './makeDirectory.js';
import { OrganisationPaths } from './OrganisationPaths.js';
import type { Holder } from './OrganisationPaths.js';
import type { OrganisationSpec } from './OrganisationSpec.js';
import { writeMspFolder } from './writeMspFolder.js';
import type { Authorities } from './writeMspFolder.js';

/**
 * Makes what is missing of an organisation's identities under a directory, in cryptogen's layout: all of it, or users and nodes
 * that were added. What is there stays, save for the node's TLS certificate when it is to serve other hosts than before. A
 * crash at any moment leaves what the next call completes.
 *
 * @throws IdentityError `INVALID_CONFIG` for names that are no host names; a system error when files cannot be written
 */
export function makeOrganisation(directory: string, spec: OrganisationSpec): void {
  const paths = OrganisationPaths.of(directory, spec);
  if (!existsSync(paths.root)) {
    makeDirectory(paths.root, (unfinished) => {
      writeAll(paths.at(unfinished), createAuthorities(spec.domain));
    });
    return;
  }
  const authorities = loadAuthorities(paths, spec.domain);
  writeMissing(paths, authorities);
  certifyNewHosts(paths, authorities);
}

function createAuthorities(domain: string): Authorities {
  return {
    ca: CertificateAuthority.create(`ca.${domain}`, domain),
    tlsca: CertificateAuthority.create(`tlsca.${domain}`, domain),
    domain,
  };
}

function loadAuthorities(paths: OrganisationPaths, domain: string): Authorities {
  const load = (kind: 'ca' | 'tlsca'): CertificateAuthority => {
    const { certificate, key } = paths.authority(kind);
    return CertificateAuthority.load({
      certificate: readFileSync(certificate, 'utf8'),
      key: readFileSync(key, 'utf8'),
    });
  };
  return { ca: load('ca'), tlsca: load('tlsca'), domain };
}

function writeAll(paths: OrganisationPaths, authorities: Authorities): void {
  for (const kind of ['ca', 'tlsca'] as const) write(paths.authority(kind), authorities[kind]);
  writeMspFolder(join(paths.root, 'msp'), authorities);
  for (const holder of holders(paths)) writeHolder(holder, paths, authorities);
}

function writeMissing(paths: OrganisationPaths, authorities: Authorities): void {
  for (const holder of holders(paths)) {
    if (existsSync(holder.directory)) continue;
    makeDirectory(holder.directory, (unfinished) => {
      writeHolder({ ...holder, directory: unfinished }, paths, authorities);
    });
  }
}

function holders(paths: OrganisationPaths): Holder[] {
  return [paths.node, ...paths.users, paths.admin];
}

function writeHolder(holder: Holder, paths: OrganisationPaths, authorities: Authorities): void {
  writeMspFolder(join(holder.directory, 'msp'), authorities);
  write(OrganisationPaths.identityOf(holder), authorities.ca.issueIdentity(holder.name, [holder.role]));
  const tls = OrganisationPaths.tlsOf(holder);
  const hosts = holder.name === paths.node.name ? paths.nodeHosts : [];
  write(tls, authorities.tlsca.issueTls(holder.name, hosts));
  writeFileSync(tls.caCertificate, authorities.tlsca.certificate);
}

function write(
  files: { readonly certificate: string; readonly key: string },
  { certificate, key }: CertifiedKey,
): void {
  for (const directory of new Set([dirname(files.certificate), dirname(files.key)])) {
    mkdirSync(directory, { recursive: true });
  }
  writeFileSync(files.certificate, certificate);
  writeFileSync(files.key, key, { mode: 0o600 });
}

/** The certificate comes last: until it is there, the next call does it again. */
function certifyNewHosts(paths: OrganisationPaths, { tlsca }: Authorities): void {
  const tls = OrganisationPaths.tlsOf(paths.node);
  const current = new X509Certificate(readFileSync(tls.certificate));
  const isFor = (host: string): boolean =>
    (isIP(host) === 0 ? current.checkHost(host) : current.checkIP(host)) !== undefined;
  // Not so when the last change of hosts was interrupted, and is taken back now.
  const isForKey = current.checkPrivateKey(createPrivateKey(readFileSync(tls.key)));
  if (isForKey && paths.nodeHosts.every(isFor)) return;
  const unfinished = { certificate: `${tls.certificate}.unfinished`, key: `${tls.key}.unfinished` };
  write(unfinished, tlsca.issueTls(paths.node.name, paths.nodeHosts));
  renameSync(unfinished.key, tls.key);
  renameSync(unfinished.certificate, tls.certificate);
}
