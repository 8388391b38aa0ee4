import { ledger } from '@hyperledger/fabric-protos';
import type { CollectionRecord } from './CollectionRecord.js';
import { kvWriteOf } from './kvWriteOf.js';
import { sortedByKey } from './sortedByKey.js';

const { KVMetadataWrite, KVRWSet } = ledger.rwset.kvrwset;

/**
 * What was written to a collection, in clear, for its members. Of metadata only the keys are told: the key's version changes
 * with it, and the metadata itself is public.
 */
export function privateSetOf(record: CollectionRecord): ledger.rwset.kvrwset.KVRWSet {
  const set = new KVRWSet();
  set.setWritesList(sortedByKey(record.writes).map(([key, { value }]) => kvWriteOf(key, value)));
  set.setMetadataWritesList(
    sortedByKey(record.metadataWrites).map(([key]) => {
      const write = new KVMetadataWrite();
      write.setKey(key);
      return write;
    }),
  );
  return set;
}
