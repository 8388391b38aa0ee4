/** The bytes with one of them changed: some of its bits flipped. @param at taken modulo the length. */
export function flipped(bytes: Uint8Array, at: number, bits = 1): Buffer {
  const copy = Buffer.from(bytes);
  const index = at % copy.length;
  copy.writeUInt8(copy.readUInt8(index) ^ (bits & 0xff || 1), index);
  return copy;
}
