import { Buffer, isUtf8 } from 'node:buffer';
import { hex } from './hex.js';

/** Bytes as a reader likes them: text when they are text, else hexadecimal digits. */
export function shown(bytes: Uint8Array): string {
  return isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : hex(bytes);
}
