import { DerElement } from './der/DerElement.js';
import { der } from './der/der.js';
import { derTags } from './der/derTags.js';

/** Order of the group of P-256 (FIPS 186-5, SP 800-186 §3.2.1.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const halfOrder = Buffer.from((order >> 1n).toString(16).padStart(64, '0'), 'hex');

/** Numbers of a signature, big-endian without leading zeros. */
interface Numbers {
  readonly r: Uint8Array;
  readonly s: Uint8Array;
}

/**
 * Whether a DER signature over P-256 is of the form that Fabric demands: s at most half the order, so that nobody can
 * make a second signature from it. Anything that is no such signature is not.
 */
export function isLowS(signature: Uint8Array): boolean {
  const numbers = read(signature);
  return numbers !== undefined && isLow(numbers.s);
}

/** The signature with s at most half the order, which is valid as well. @throws RangeError for what is no DER signature */
export function toLowS(signature: Uint8Array): Uint8Array {
  const numbers = read(signature);
  if (numbers === undefined) throw new RangeError('no ECDSA signature');
  if (isLow(numbers.s)) return signature;
  const low = order - BigInt(`0x${Buffer.from(numbers.s).toString('hex')}`);
  return der.sequence(
    der.unsigned(numbers.r),
    der.unsigned(Buffer.from(low.toString(16).padStart(64, '0'), 'hex')),
  );
}

function isLow(s: Uint8Array): boolean {
  if (s.length !== halfOrder.length) return s.length < halfOrder.length;
  return halfOrder.compare(s) >= 0;
}

function read(signature: Uint8Array): Numbers | undefined {
  try {
    const [r, s, ...rest] = DerElement.read(signature).expect(derTags.sequence).children();
    if (r === undefined || s === undefined || rest.length > 0) return undefined;
    return { r: positive(r), s: positive(s) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function positive(element: DerElement): Uint8Array {
  const bytes = element.expect(derTags.integer).contents;
  const [first = 0, second = 0] = bytes;
  if (first >= 0x80 || (first === 0 && second < 0x80)) throw new RangeError('no positive number in DER');
  return first === 0 ? bytes.subarray(1) : bytes;
}
