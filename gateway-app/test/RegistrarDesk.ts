import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random16Hex, type ChannelBody } from '@acequia/protocol';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import { makeCertificateRequest } from '@acequia/protocol/x509';
import { loadRegistrarKeys, type RegistrarKeys } from '../src/registrar/loadRegistrarKeys.js';
import type { PseudonymRequest } from '../src/registrar/PseudonymDesk.js';
import { sampleConfig } from './sampleConfig.js';

/** An authority of pseudonyms and an operator in files of their own, made by OpenSSL. */
export class RegistrarDesk {
  readonly #folder = mkdtempSync(join(tmpdir(), 'acequia-registrar-'));
  readonly #atRest = new AtRestCipher(Buffer.alloc(32, 3));
  readonly #registrar = this.#pair('ca', '2');
  readonly #operator = this.#pair('operator', '2');

  get authority(): X509Certificate {
    return new X509Certificate(readFileSync(this.#registrar.certFile));
  }

  /** Reads the keys as a gateway does when it starts. */
  load(): Promise<RegistrarKeys | undefined> {
    const config = sampleConfig({ registrar: this.#registrar });
    const store = new KeyStore(join(this.#folder, 'keys'), this.#atRest);
    return loadRegistrarKeys({ ...config, fabric: { ...config.fabric, ...this.#operator } }, store);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #pair(name: string, days: string): { certFile: string; keyFile: string } {
    const keyFile = join(this.#folder, `${name}.key`);
    const certFile = join(this.#folder, `${name}.pem`);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const args = ['req', '-x509', '-key', keyFile, '-out', certFile, '-days', days, '-subj', `/CN=${name}`];
    execFileSync('openssl', args, { stdio: 'ignore' });
    return { certFile, keyFile };
  }
}

/** A home's wish for a pseudonym, with a key of its own. */
export function pseudonymRequest(
  changes: Partial<PseudonymRequest> = {},
  privateKey: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
): PseudonymRequest {
  const body = {
    type: 'requestPseudonym',
    auctionId: 'a'.repeat(32),
    side: 'seller',
    resource: 'energy',
    lots: 2,
    request: makeCertificateRequest(privateKey).toString('base64'),
    tokenAccountId: `acc-${random16Hex()}`,
    ...changes,
  } as const satisfies ChannelBody;
  return body;
}
