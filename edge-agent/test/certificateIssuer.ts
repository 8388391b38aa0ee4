import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateIssuer } from '@acequia/protocol/x509';

/** An authority of pseudonyms for two days. @param folder for its key. */
export function certificateIssuer(folder: string): CertificateIssuer {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const keyFile = join(folder, 'ca.key');
  writeFileSync(keyFile, key.export({ type: 'pkcs8', format: 'pem' }));
  const args = ['req', '-x509', '-key', keyFile, '-days', '2', '-subj', '/CN=ca'];
  return { certificate: new X509Certificate(execFileSync('openssl', args, { stdio: 'pipe' })), key };
}
