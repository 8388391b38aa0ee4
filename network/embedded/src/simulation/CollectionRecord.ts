import { KeyRecord } from './KeyRecord.js';

export interface PrivateWrite {
  /** `undefined`: deleted */
  readonly value: Uint8Array | undefined;
  readonly purge: boolean;
}

/** What a simulation did in a collection. */
export class CollectionRecord extends KeyRecord<PrivateWrite> {
  /** Whether clear text was read, by key: ranges do not count in Fabric. */
  readInClear = false;
}
