/** The bytes of a key as maps here hold it. See `publicKeyId`. */
export function keyBytes(id: string): Buffer {
  return Buffer.from(id, 'latin1');
}
