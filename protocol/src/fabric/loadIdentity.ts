import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Identity, Signer } from '@hyperledger/fabric-gateway';
import { signLowS } from '../crypto/signLowS.js';
import { CodedError } from '../errors.js';
import type { FabricConnection } from '../schemas/fabricConnection.js';

/**
 * Reads a party's certificate and key. The signer takes whole messages, not digests (`hash.none`): node:crypto hashes and signs in
 * a tenth of the time that the Gateway client's own signer, which is JavaScript, takes for signing alone.
 *
 * @throws CodedError IDENTITY_UNREADABLE when a file cannot be read or is not PEM of a certificate and a P-256 key,
 *   IDENTITY_MISMATCH when the key is not the certificate's. Neither says anything of the key.
 */
export async function loadIdentity(
  connection: Pick<FabricConnection, 'mspId' | 'certFile' | 'keyFile'>,
): Promise<{ identity: Identity; sign: Signer }> {
  const credentials = await readPem(connection.certFile);
  const keyPem = await readPem(connection.keyFile);
  const certificate = parsed(connection.certFile, () => new X509Certificate(credentials));
  const key = parsed(connection.keyFile, () => createPrivateKey(keyPem));
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new CodedError('IDENTITY_UNREADABLE', `${connection.keyFile} holds no P-256 key`);
  }
  if (!certificate.checkPrivateKey(key)) {
    const text = `the key ${connection.keyFile} does not belong to the certificate ${connection.certFile}`;
    throw new CodedError('IDENTITY_MISMATCH', text);
  }
  return {
    identity: { mspId: connection.mspId, credentials },
    sign: (message) => Promise.resolve(signLowS(message, key)),
  };
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
