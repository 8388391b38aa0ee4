import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CodedError } from '../errors.js';
import type { FabricConnection } from '../schemas/fabricConnection.js';

/** A party's certificate and key, which belong together. */
export interface IdentityFiles {
  /** The certificate as its file has it: PEM. */
  readonly credentials: Buffer;
  readonly certificate: X509Certificate;
  /** P-256. */
  readonly key: KeyObject;
}

/**
 * Reads a party's certificate and key.
 *
 * @throws CodedError IDENTITY_UNREADABLE when a file cannot be read or is not PEM of a certificate and a P-256 key,
 *   IDENTITY_MISMATCH when the key is not the certificate's. Neither says anything of the key.
 */
export async function readIdentityFiles({
  certFile,
  keyFile,
}: Pick<FabricConnection, 'certFile' | 'keyFile'>): Promise<IdentityFiles> {
  const credentials = await readPem(certFile);
  const keyPem = await readPem(keyFile);
  const certificate = parsed(certFile, () => new X509Certificate(credentials));
  const key = parsed(keyFile, () => createPrivateKey(keyPem));
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new CodedError('IDENTITY_UNREADABLE', `${keyFile} holds no P-256 key`);
  }
  if (!certificate.checkPrivateKey(key)) {
    const text = `the key ${keyFile} does not belong to the certificate ${certFile}`;
    throw new CodedError('IDENTITY_MISMATCH', text);
  }
  return { credentials, certificate, key };
}

async function readPem(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new CodedError('IDENTITY_UNREADABLE', `cannot read ${path}`, { cause });
  }
}

function parsed<T>(path: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    // Without the cause: a parser's message may quote the file.
    throw new CodedError('IDENTITY_UNREADABLE', `${path} is not PEM of the right kind`);
  }
}
