import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeAtomically } from '../run/writeAtomically.js';

/** The P-256 key of a device: read from its file, or made and written there, PKCS#8 PEM, readable by its owner alone. */
export async function ensureDeviceKey(file: string): Promise<KeyObject> {
  let pem: string;
  try {
    pem = await readFile(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await writeAtomically(file, pem, 0o600);
  }
  return createPrivateKey(pem);
}
