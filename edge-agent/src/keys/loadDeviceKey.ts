import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CodedError } from '@acequia/protocol';

/**
 * Reads a device's private key.
 *
 * @throws CodedError DEVICE_KEY_UNREADABLE, DEVICE_KEY_INVALID unless it is a P-256 key in PKCS#8 PEM.
 */
export async function loadDeviceKey(file: string): Promise<KeyObject> {
  let pem: Buffer;
  try {
    pem = await readFile(file);
  } catch (cause) {
    throw new CodedError('DEVICE_KEY_UNREADABLE', `${file} cannot be read`, { cause });
  }
  const key = parse(pem, file);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new CodedError('DEVICE_KEY_INVALID', `${file} holds no P-256 key`);
  }
  return key;
}

function parse(pem: Buffer, file: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    // The parser's own error may quote what it could not read.
    throw new CodedError('DEVICE_KEY_INVALID', `${file} holds no private key in PKCS#8 PEM`);
  }
}
