import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateAuthority } from './CertificateAuthority.js';

/** An organisation's authorities, with the names that their files have. */
export interface Authorities {
  readonly ca: CertificateAuthority;
  readonly tlsca: CertificateAuthority;
  readonly domain: string;
}

/** Writes what every MSP folder holds: the authorities' certificates, and NodeOUs in config.yaml, so that no admins need be listed. */
export function writeMspFolder(directory: string, { ca, tlsca, domain }: Authorities): void {
  for (const folder of ['cacerts', 'tlscacerts']) {
    mkdirSync(join(directory, folder), { recursive: true });
  }
  const caFile = join('cacerts', `ca.${domain}-cert.pem`);
  writeFileSync(join(directory, caFile), ca.certificate);
  writeFileSync(join(directory, 'tlscacerts', `tlsca.${domain}-cert.pem`), tlsca.certificate);
  writeFileSync(join(directory, 'config.yaml'), nodeOus(caFile));
}

function nodeOus(caFile: string): string {
  const roles = ['client', 'peer', 'admin', 'orderer'].flatMap((role) => [
    `  ${role.slice(0, 1).toUpperCase()}${role.slice(1)}OUIdentifier:`,
    `    Certificate: ${caFile}`,
    `    OrganizationalUnitIdentifier: ${role}`,
  ]);
  return ['NodeOUs:', '  Enable: true', ...roles, ''].join('\n');
}
