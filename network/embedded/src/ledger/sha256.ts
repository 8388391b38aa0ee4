import { createHash } from 'node:crypto';

/** Text is taken as UTF-8. */
export function sha256(data: Uint8Array | string): Buffer {
  return createHash('sha256').update(data).digest();
}
