import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson } from '../canonicalJson.js';
import { CodedError } from '../errors.js';
import type { WindowHeader } from '../schemas/monitoring.js';

/** Keeps a window's signature from meaning anything elsewhere. */
const CONTEXT = 'acequia window v1\n';

/** Signs a window's header, and through its payload hash the payload: ECDSA P-256 SHA-256, IEEE P1363, base64. */
export function signWindow(header: WindowHeader, deviceKey: KeyObject): string {
  return sign('sha256', message(header), { key: deviceKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
}

/** Whether a device's key, SPKI DER in base64, signed the header. */
export function verifyWindow(header: WindowHeader, signature: string, publicKey: string): boolean {
  const key = parseDeviceKey(publicKey);
  return verify(
    'sha256',
    message(header),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64'),
  );
}

/**
 * Reads a device's public key.
 *
 * @throws CodedError DEVICE_KEY_INVALID unless it is a P-256 key in SPKI DER, base64.
 */
export function parseDeviceKey(publicKey: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  } catch (cause) {
    throw new CodedError('DEVICE_KEY_INVALID', 'not a public key in SPKI DER', { cause });
  }
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new CodedError('DEVICE_KEY_INVALID', 'not a P-256 key');
  }
  return key;
}

function message(header: WindowHeader): Buffer {
  return Buffer.from(CONTEXT + canonicalJson(header), 'utf8');
}
