import { sign, verify, type KeyObject } from 'node:crypto';
import { encodeReadings } from '../formats/essential.js';
import type { WindowPayload } from '../schemas/readings.js';
import { parseDeviceKey } from './windowSignature.js';

/** Keeps the signature from meaning anything elsewhere. */
const CONTEXT = Buffer.from('acequia readings v1\n');

/** Readings of one window, not signed yet. */
export type Readings = Omit<WindowPayload, 'signature'>;

/** The meter's own signature, inside of the sealed payload: ECDSA P-256 SHA-256, IEEE P1363, 64 bytes in base64. */
export function signReadings(deviceId: string, readings: Readings, deviceKey: KeyObject): string {
  return sign('sha256', message(deviceId, readings), { key: deviceKey, dsaEncoding: 'ieee-p1363' }).toString(
    'base64',
  );
}

/** Whether the meter's key, SPKI DER in base64, signed the readings. @throws CodedError DEVICE_KEY_INVALID. */
export function verifyReadings(deviceId: string, payload: WindowPayload, publicKey: string): boolean {
  return verify(
    'sha256',
    message(deviceId, payload),
    { key: parseDeviceKey(publicKey), dsaEncoding: 'ieee-p1363' },
    Buffer.from(payload.signature, 'base64'),
  );
}

function message(deviceId: string, readings: Readings): Buffer {
  return Buffer.concat([CONTEXT, Buffer.from(`${deviceId}\n`, 'utf8'), encodeReadings(readings)]);
}
