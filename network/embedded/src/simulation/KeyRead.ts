import type { Version } from '../ledger/Version.js';

/** A public key that was read, and the version that it had: `undefined` when there was none. */
export interface KeyRead {
  readonly key: string;
  readonly version: Version | undefined;
}
