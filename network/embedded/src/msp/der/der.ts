import { derTags } from './derTags.js';

/** Encodes an element; the parts are its contents. */
function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const contents = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(contents.length), contents]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

function unsigned(magnitude: Uint8Array): Buffer {
  const firstUsed = magnitude.findIndex((byte) => byte !== 0);
  const digits = firstUsed === -1 ? Buffer.alloc(1) : magnitude.subarray(firstUsed);
  const sign = (digits[0] ?? 0) >= 0x80 ? Buffer.alloc(1) : Buffer.alloc(0);
  return element(derTags.integer, sign, digits);
}

function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return element(derTags.objectIdentifier, Buffer.from(bytes));
}

/** Two digits of the year up to 2049, four from then on (RFC 5280 §4.1.2.5). Whole seconds. */
function time(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  if (date.getUTCFullYear() < 2050) return element(derTags.utcTime, Buffer.from(digits.slice(2)));
  return element(derTags.generalizedTime, Buffer.from(digits));
}

/** Writes DER. Parts that are elements themselves come encoded. */
export const der = {
  element,
  sequence: (...parts: readonly Uint8Array[]): Buffer => element(derTags.sequence, ...parts),
  set: (...parts: readonly Uint8Array[]): Buffer => element(derTags.set, ...parts),
  /** A number that is not negative, as big-endian bytes. */
  unsigned,
  true: element(derTags.boolean, Buffer.from([0xff])),
  objectIdentifier,
  utf8String: (text: string): Buffer => element(derTags.utf8String, Buffer.from(text)),
  octetString: (bytes: Uint8Array): Buffer => element(derTags.octetString, bytes),
  /** Of whole bytes, save for so many unused bits at the end. */
  bitString: (bytes: Uint8Array, unusedBits = 0): Buffer =>
    element(derTags.bitString, Buffer.from([unusedBits]), bytes),
  time,
} as const;
