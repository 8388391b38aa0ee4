/** A key as a string of one character a byte: equal and ordered as the bytes are, and fit for a Map. */
export function keyText(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
}
