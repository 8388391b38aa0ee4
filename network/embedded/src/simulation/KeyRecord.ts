import type { StateEntry } from '../ledger/StateEntry.js';
import type { Version } from '../ledger/Version.js';

/** Name of the metadata that holds a key's own endorsement policy. */
const VALIDATION_PARAMETER = 'VALIDATION_PARAMETER';

/** What a simulation did with the keys of a namespace or collection. The last write of a key counts. */
export class KeyRecord<Write> {
  /** Versions; `undefined`: the key was absent. */
  readonly reads = new Map<string, Version | undefined>();
  readonly writes = new Map<string, Write>();
  readonly metadataWrites = new Map<string, ReadonlyMap<string, Uint8Array>>();
  /** Committed policies of keys that were read, which saves a second read when they are written. */
  readonly #policies = new Map<string, Uint8Array | undefined>();

  addRead(key: string, entry: StateEntry | undefined): void {
    this.reads.set(key, entry?.version);
    this.#policies.set(key, policyOf(entry));
  }

  get hasWrites(): boolean {
    return this.writes.size > 0 || this.metadataWrites.size > 0;
  }

  /** Committed policies of the keys that were written, in order of first writing, and whether any of them has none. */
  writtenPolicies(committed: (key: string) => StateEntry | undefined): {
    readonly policies: readonly Uint8Array[];
    readonly anyWithout: boolean;
  } {
    const keys = new Set([...this.writes.keys(), ...this.metadataWrites.keys()]);
    const policies: Uint8Array[] = [];
    for (const key of keys) {
      const policy = this.#policies.has(key) ? this.#policies.get(key) : policyOf(committed(key));
      if (policy !== undefined) policies.push(policy);
    }
    return { policies, anyWithout: policies.length < keys.size };
  }
}

function policyOf(entry: StateEntry | undefined): Uint8Array | undefined {
  return entry?.metadata.get(VALIDATION_PARAMETER);
}
