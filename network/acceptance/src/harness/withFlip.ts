/** A copy with one bit turned. @param at offset of its byte; from the end when negative. */
export function withFlip(sealed: Buffer, at: number): Buffer {
  const bytes = Buffer.from(sealed);
  const place = at < 0 ? bytes.length + at : at;
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  return bytes;
}
