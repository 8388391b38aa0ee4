import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson } from '../canonicalJson.js';
import { CodedError } from '../errors.js';
import { sha256Hex } from './hash.js';

/** Keeps a window's signature from meaning anything elsewhere. */
const CONTEXT = 'acequia window v2\n';

/** What a device's public signature is over. */
export interface WindowSeal {
  /** Fabric channel: the window is taken on no other. */
  readonly channel: string;
  readonly deviceId: string;
  /** The sealed E: header, commitment, ciphertext and tag. */
  readonly essential: Uint8Array;
  /** SHA-256 of the sealed X, hex. */
  readonly extendedHash: string;
}

/** Signs a sealed window: ECDSA P-256 SHA-256, IEEE P1363, 64 bytes in base64. */
export function signWindow(seal: WindowSeal, deviceKey: KeyObject): string {
  return sign('sha256', message(seal), { key: deviceKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
}

/** Whether a device's key, SPKI DER in base64, signed the window. @throws CodedError DEVICE_KEY_INVALID. */
export function verifyWindow(seal: WindowSeal, signature: string, publicKey: string): boolean {
  const key = parseDeviceKey(publicKey);
  return verify(
    'sha256',
    message(seal),
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
  let key = knownKeys.get(publicKey);
  if (key === undefined) {
    key = readDeviceKey(publicKey);
    if (knownKeys.size >= MOST_KNOWN) knownKeys.clear();
    knownKeys.set(publicKey, key);
  }
  return key;
}

/** Reading a key takes longer than checking a signature with it, and a community has few. */
const knownKeys = new Map<string, KeyObject>();
const MOST_KNOWN = 1000;

function readDeviceKey(publicKey: string): KeyObject {
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

function message({ channel, deviceId, essential, extendedHash }: WindowSeal): Buffer {
  const text = canonicalJson({ channel, deviceId, essentialHash: sha256Hex(essential), extendedHash });
  return Buffer.from(CONTEXT + text, 'utf8');
}
