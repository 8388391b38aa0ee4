const begin = '-----BEGIN ';
const base64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/**
 * The bytes of the first PEM block in a text, whatever its label, as Fabric's MSP reads one; `undefined` when there is none.
 * Blocks with headers, which certificates have not, are none.
 */
export function decodePem(bytes: Uint8Array): Buffer | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const start = text.startsWith(begin) ? 0 : text.indexOf(`\n${begin}`) + 1;
  if (!text.startsWith(begin, start)) return undefined;
  const labelEnd = text.indexOf('-----', start + begin.length);
  if (labelEnd === -1) return undefined;
  const label = text.slice(start + begin.length, labelEnd);
  const end = text.indexOf(`-----END ${label}-----`, labelEnd);
  if (end === -1) return undefined;
  const body = text.slice(labelEnd + '-----'.length, end);
  return base64.test(body) ? Buffer.from(body, 'base64') : undefined;
}
