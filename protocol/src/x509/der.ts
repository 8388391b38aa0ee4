/** Tags of the ASN.1 types that certificates and requests for them consist of (X.680). */
export const derTags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** `[n]` of a primitive type. */
  context: (number: number): number => 0x80 | number,
  /** `[n]` around other elements. */
  constructedContext: (number: number): number => 0xa0 | number,
} as const;

function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const contents = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(contents.length), contents]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
}

function unsigned(magnitude: Uint8Array): Buffer {
  const first = magnitude.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Buffer.of(0) : magnitude.subarray(first);
  return element(derTags.integer, Buffer.from((digits[0] ?? 0) >= 0x80 ? [0] : []), digits);
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
  return date.getUTCFullYear() < 2050
    ? element(derTags.utcTime, Buffer.from(digits.slice(2)))
    : element(derTags.generalizedTime, Buffer.from(digits));
}

/** Writes DER (X.690) of less than 64 KiB. Parts that are elements themselves come encoded. */
export const der = {
  element,
  sequence: (...parts: readonly Uint8Array[]): Buffer => element(derTags.sequence, ...parts),
  set: (...parts: readonly Uint8Array[]): Buffer => element(derTags.set, ...parts),
  /** A number that is not negative, as big-endian bytes. */
  unsigned,
  true: Buffer.of(0x01, 0x01, 0xff),
  objectIdentifier,
  utf8String: (text: string): Buffer => element(derTags.utf8String, Buffer.from(text, 'utf8')),
  octetString: (bytes: Uint8Array): Buffer => element(derTags.octetString, bytes),
  /** Of whole bytes, save for so many unused bits at the end. */
  bitString: (bytes: Uint8Array, unusedBits = 0): Buffer =>
    element(derTags.bitString, Buffer.of(unusedBits), bytes),
  time,
} as const;
