import { sign, type KeyObject } from 'node:crypto';

/** Order of the group of P-256 (SP 800-186 §3.2.1.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const numberBytes = 32;

/**
 * Signs a message as Fabric demands it of clients: ECDSA P-256 over its SHA-256, in DER, with s at most half the group's
 * order, so that nobody can make a second signature from the first.
 */
export function signLowS(message: Uint8Array, key: KeyObject): Uint8Array {
  const raw = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const s = BigInt(`0x${raw.toString('hex', numberBytes)}`);
  const low = s > order / 2n ? order - s : s;
  const bytes = Buffer.from(low.toString(16).padStart(2 * numberBytes, '0'), 'hex');
  const numbers = Buffer.concat([derInteger(raw.subarray(0, numberBytes)), derInteger(bytes)]);
  return Buffer.concat([Buffer.of(0x30, numbers.length), numbers]);
}

/** A positive INTEGER of X.690 §8.3: no more leading zeros than its sign needs. */
function derInteger(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.subarray(first);
  const sign = (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return Buffer.from([0x02, sign.length + digits.length, ...sign, ...digits]);
}
