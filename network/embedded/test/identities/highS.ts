import { DerElement } from '../../src/msp/der/DerElement.js';
import { der } from '../../src/msp/der/der.js';

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The other valid signature, with order - s. */
export function highS(signature: Uint8Array): Buffer {
  const [r, s] = DerElement.read(signature).children();
  if (r === undefined || s === undefined) throw new RangeError('no signature');
  const other = order - BigInt(`0x${Buffer.from(s.contents).toString('hex')}`);
  return der.sequence(r.raw, der.unsigned(Buffer.from(other.toString(16).padStart(64, '0'), 'hex')));
}
