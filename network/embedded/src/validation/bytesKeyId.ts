/** A key of bytes, such as a hash, as maps here hold it: one character a byte. See `publicKeyId`. */
export function bytesKeyId(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
}
