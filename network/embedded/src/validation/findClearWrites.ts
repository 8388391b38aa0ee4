import type { ledger } from '@hyperledger/fabric-protos';
import type { CollectionReadWriteSet, KeyReadWriteSet } from '../simulation/ReadWriteSet.js';
import { ReadWriteSetError } from '../simulation/ReadWriteSetError.js';
import { keyReadWriteSetOf } from '../simulation/keyReadWriteSetOf.js';
import { sha256 } from '../ledger/sha256.js';
import { keyText } from '../ledger/keyText.js';

/** A collection's writes in clear. */
export interface ClearWrites {
  /** `kvrwset.KVRWSet` */
  readonly bytes: Uint8Array;
  readonly set: KeyReadWriteSet;
}

/**
 * Finds, among what endorsers have kept of a transaction, a collection's write set that is the one whose hashes were endorsed.
 *
 * @returns `undefined` when nobody has it
 */
export function findClearWrites(
  kept: readonly ledger.rwset.TxPvtReadWriteSet[],
  namespace: string,
  collection: CollectionReadWriteSet,
): ClearWrites | undefined {
  for (const bytes of keptOf(kept, namespace, collection.collection)) {
    if (!sha256(bytes).equals(collection.privateHash ?? new Uint8Array())) continue;
    const set = readable(bytes);
    if (set !== undefined && fits(set, collection)) return { bytes, set };
  }
  return undefined;
}

function keptOf(
  kept: readonly ledger.rwset.TxPvtReadWriteSet[],
  namespace: string,
  collection: string,
): readonly Uint8Array[] {
  return kept
    .flatMap((writes) => writes.getNsPvtRwsetList())
    .filter((set) => set.getNamespace() === namespace)
    .flatMap((set) => set.getCollectionPvtRwsetList())
    .filter((set) => set.getCollectionName() === collection)
    .map((set) => set.getRwset_asU8());
}

function readable(bytes: Uint8Array): KeyReadWriteSet | undefined {
  try {
    return keyReadWriteSetOf(bytes);
  } catch (error) {
    if (error instanceof ReadWriteSetError) return undefined;
    throw error;
  }
}

/** Endorsers that lie together could endorse other hashes of keys and values than those of the set. */
function fits(set: KeyReadWriteSet, collection: CollectionReadWriteSet): boolean {
  const hashes = new Map(collection.writes.map(({ keyHash, valueHash }) => [keyText(keyHash), valueHash]));
  return (
    set.writes.length === collection.writes.length &&
    set.writes.every(({ key, value }) => {
      const id = keyText(sha256(key));
      const hash = hashes.get(id);
      if (value === undefined || hash === undefined) return hashes.has(id) && value === hash;
      return sha256(value).equals(hash);
    })
  );
}
