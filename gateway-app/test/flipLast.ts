/** A sealed record whose last byte, of its tag, is another. */
export function flipLast(record: Buffer): Buffer {
  const spoilt = Buffer.from(record);
  spoilt.writeUInt8(spoilt.readUInt8(spoilt.length - 1) ^ 1, spoilt.length - 1);
  return spoilt;
}
