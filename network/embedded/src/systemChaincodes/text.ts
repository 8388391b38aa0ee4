import { Buffer } from 'node:buffer';

/** An argument as text; absent: empty. */
export function text(argument: Uint8Array | undefined): string {
  return argument === undefined ? '' : Buffer.from(argument).toString();
}
