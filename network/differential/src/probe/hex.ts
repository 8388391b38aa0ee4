import { Buffer } from 'node:buffer';

/** `0x` and hexadecimal digits; nothing for no bytes. */
export function hex(bytes: Uint8Array): string {
  return bytes.length === 0 ? '' : `0x${Buffer.from(bytes).toString('hex')}`;
}
