import { ledger } from '@hyperledger/fabric-protos';
import type { CollectionRecord, PrivateWrite } from './CollectionRecord.js';
import { kvVersionOf } from './kvVersionOf.js';
import { metadataEntriesOf } from './metadataEntriesOf.js';
import { sha256 } from '../ledger/sha256.js';
import { sortedByKey } from './sortedByKey.js';

const { HashedRWSet, KVMetadataWriteHash, KVReadHash, KVWriteHash } = ledger.rwset.kvrwset;

/** What a collection was used for, as everybody may see it. Sorted by the keys, not by their hashes. */
export function hashedSetOf(record: CollectionRecord): ledger.rwset.kvrwset.HashedRWSet {
  const set = new HashedRWSet();
  set.setHashedReadsList(
    sortedByKey(record.reads).map(([key, version]) => {
      const read = new KVReadHash();
      read.setKeyHash(sha256(key));
      read.setVersion(kvVersionOf(version));
      return read;
    }),
  );
  set.setHashedWritesList(sortedByKey(record.writes).map(([key, write]) => hashedWriteOf(key, write)));
  set.setMetadataWritesList(
    sortedByKey(record.metadataWrites).map(([key, metadata]) => {
      const write = new KVMetadataWriteHash();
      write.setKeyHash(sha256(key));
      write.setEntriesList(metadataEntriesOf(metadata));
      return write;
    }),
  );
  return set;
}

function hashedWriteOf(key: string, { value, purge }: PrivateWrite): ledger.rwset.kvrwset.KVWriteHash {
  const write = new KVWriteHash();
  write.setKeyHash(sha256(key));
  if (value === undefined) write.setIsDelete(true);
  else write.setValueHash(sha256(value));
  write.setIsPurge(purge);
  return write;
}
