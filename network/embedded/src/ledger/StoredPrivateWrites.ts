/** A collection's write set in clear of one transaction, as an organisation's peer still holds it: without purged keys. */
export interface StoredPrivateWrites {
  readonly tx: number;
  readonly namespace: string;
  readonly collection: string;
  /** `kvrwset.KVRWSet` bytes */
  readonly rwset: Uint8Array;
}
