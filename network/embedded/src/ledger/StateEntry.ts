import type { Version } from './Version.js';

/** A key's committed value, its metadata by name (`VALIDATION_PARAMETER` …), and when it was written. */
export interface StateEntry {
  readonly value: Uint8Array;
  readonly metadata: ReadonlyMap<string, Uint8Array>;
  readonly version: Version;
}
