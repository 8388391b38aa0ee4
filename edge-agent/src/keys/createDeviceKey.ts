import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CodedError, publicKeyBase64 } from '@acequia/protocol';

/**
 * Makes a device's P-256 key and writes it as PKCS#8 PEM, readable by the owner alone.
 *
 * @returns the public key as device records carry it: SPKI DER in base64.
 * @throws CodedError DEVICE_KEY_EXISTS rather than replace a key.
 */
export async function createDeviceKey(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new CodedError('DEVICE_KEY_EXISTS', `${file} is there already and is not replaced`, {
      cause: error,
    });
  }
  return publicKeyBase64(privateKey);
}
