import type { Canary } from './Canary.js';

/** One way in which a canary may lie in a store: the bytes to look for. */
export interface Needle {
  readonly canary: Canary;
  /** `text`, `hex of text`, `base64 of bytes, 1 byte in` …, for reports. */
  readonly encoding: string;
  readonly bytes: Uint8Array;
}
